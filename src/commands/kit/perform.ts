/** Carries out an action: plan, dry run, consent, deed. */
import { TaoError } from '../../primitives/errors.ts'
import { cells } from './cells.ts'
import type { ActionCommand } from './command.ts'
import type { Options } from './options.ts'
import { type Consent, type Plan, planJson } from './plan.ts'
import { renderForTerminal } from './render.ts'
import type { Session } from './session.ts'
import { jsonText, pick, showBlocks } from './show.ts'
import { type Block, card, lines, prose } from './view.ts'

type Action = ActionCommand<Options, Options, unknown>

/** The result of the deed, or undefined after a dry run, which has shown its own. */
export async function carryOut(
  command: Action,
  values: Readonly<Record<string, unknown>>,
  line: () => string,
  session: Session,
): Promise<{ readonly result: unknown } | undefined> {
  const { settings, ctx, host } = session
  const plan = await command.plan(values, ctx)
  if (settings.dryRun) {
    const isAsked = plan.consent !== undefined && !plan.consent.unattended && !settings.yes
    const full = isAsked ? `${line()} --yes` : line()
    if (settings.json) host.stdout.write(jsonText(pick(planJson(plan, full), settings)))
    else
      await showBlocks([...blocksOf(plan, session), lines('', 'Nothing was done. This does it:', `  ${full}`)], session)
    return undefined
  }
  if (plan.consent !== undefined && settings.no) throw new TaoError('cancelled', 'Declined: nothing was done')
  if (plan.consent !== undefined && !settings.yes) await askConsent(plan, plan.consent, session)
  else for (const warning of plan.warnings ?? []) ctx.warn(warning)
  return { result: await plan.perform() }
}

/** @throws TaoError `cancelled`, or `usage` where nobody can be asked */
async function askConsent(plan: Plan<unknown>, consent: Consent, session: Session): Promise<void> {
  const { ctx } = session
  if (ctx.person === undefined || !ctx.mayAsk) {
    // `--prompt` asks to be asked.
    if (consent.unattended && !ctx.isGiven('yes')) {
      for (const warning of plan.warnings ?? []) ctx.warn(warning)
      return
    }
    throw new TaoError('usage', 'This needs your consent, and nobody can be asked here', {
      why: plan.summary,
      remedy: 'Add --yes to go on without a question, or --dry-run to see what would happen.',
    })
  }
  await writePlan(plan, session)
  const { question = 'Continue?', typed } = consent
  const agrees =
    typed === undefined
      ? await ctx.person.confirm(question)
      : (await ctx.person.typed(`Type ${typed} to go on`)) === typed
  if (!agrees) throw new TaoError('cancelled', 'Cancelled: nothing was done')
}

/** Shows a plan to the person, before the question. */
async function writePlan(plan: Plan<unknown>, session: Session): Promise<void> {
  const { host, paints, glyphs, reporter } = session
  const canvas = { columns: host.stderr.columns, paint: paints.stderr, glyphs, full: true, stacks: true }
  reporter.write(`${await renderForTerminal(blocksOf(plan, session), canvas)}\n`)
}

function blocksOf(plan: Plan<unknown>, { glyphs }: Session): Block[] {
  const { summary, facts = [], effects = [], warnings = [], details, signing } = plan
  return [
    lines(cells.strong(summary)),
    ...(facts.length === 0 ? [] : [card(facts)]),
    ...(details?.view ?? []),
    ...(effects.length === 0 ? [] : [prose(...effects.map(effect => `${glyphs.bullet} ${effect}`))]),
    ...(signing?.view ?? []),
    ...(warnings.length === 0 ? [] : [prose(...warnings.map(warning => cells.warn(`Warning: ${warning}`)))]),
  ]
}
