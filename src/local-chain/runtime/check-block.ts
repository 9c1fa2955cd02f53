/** The check that stands between a block and its being kept. */
import { InvariantBroken, Sheet } from '../state/invariants.ts'
import type { Ctx } from './context.ts'

/**
 * Adds up what the block wrote, before it is sealed. What root changed by force may be out of balance, and so may what was
 * excused. @throws InvariantBroken
 */
export function checkBlock({ state, runtime, excuses }: Ctx): void {
  const sheet = new Sheet(runtime.invariants)
  for (const excuse of excuses) sheet.excuse(excuse)
  state.eachWritten((cell, before) => sheet.move(cell, before, state.wasForced(cell)))
  const findings = sheet.findings()
  if (findings.length > 0) throw new InvariantBroken(findings)
}
