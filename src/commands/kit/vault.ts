/** Polkadot Vault at this terminal: codes to scan, and the answer, which is typed or lies in a file. */
import { setTimeout as pause } from 'node:timers/promises'
import { TaoError } from '../../primitives/errors.ts'
import { lookAt, readWhole } from '../../wallet/files.ts'
import type { VaultExchange } from '../../wallet/vault/signer.ts'
import type { Context } from './context.ts'

const MAX_ANSWER_BYTES = 4096
const POLL_MS = 250
/** What was signed is worth nothing after that. */
const PATIENCE_MS = 12 * 60 * 1000
/** Where it is not known: most windows can be made that large. */
const PAPER = { columns: 80, rows: 60 }

/** @throws TaoError `locked` where nobody could see the codes, `timeout`, `interrupted`, `already_exists` */
export function vaultExchange(ctx: Context): VaultExchange {
  const { person, settings } = ctx
  const file = settings.signatureFile
  return async (request, defect) => {
    const { drawRequest } = await import('../../wallet/vault/drawing.ts')
    if (file !== undefined && lookAt(file) !== undefined) throw isThere(file)
    if (person !== undefined) {
      const hasColors = settings.color && !ctx.env.NO_COLOR
      await person.display(
        room => drawRequest(request, room, hasColors),
        'Scan it with Polkadot Vault, then press Enter',
      )
      if (file === undefined) return person.typed('The signature that Vault shows, as hexadecimal text', defect)
    } else {
      if (file === undefined || settings.json || settings.quiet) throw nobody()
      const codes = drawRequest(request, PAPER, false)
      for (const [i, code] of codes.entries()) {
        ctx.note(`Code ${i + 1} of ${codes.length} for Polkadot Vault:`)
        for (const line of code) ctx.note(line)
      }
    }
    return ctx.progress(`Waiting for the signature in ${file}`, () => answerIn(file, ctx.signal))
  }
}

/** What a file holds as soon as it is there and nobody writes to it any more. */
async function answerIn(file: string, signal: AbortSignal): Promise<string> {
  let before = ''
  for (let waited = 0; waited < PATIENCE_MS; waited += POLL_MS) {
    const text = lookAt(file) === undefined ? '' : readWhole(file, MAX_ANSWER_BYTES).toString('utf8')
    if (text.trim() !== '' && text === before) return text
    before = text
    if (signal.aborted) throw new TaoError('interrupted', 'Interrupted: nothing was sent')
    await pause(POLL_MS)
  }
  throw new TaoError('timeout', `No signature came into ${file}`, {
    why: 'The transaction is too old by now. Nothing was sent.',
    remedy: 'Begin again.',
  })
}

const isThere = (file: string): TaoError =>
  new TaoError('already_exists', `There is a signature already: ${file}`, {
    why: 'It cannot be one of this transaction, which nobody has seen yet.',
    remedy: 'Remove the file, or name another one.',
  })

const nobody = (): TaoError =>
  new TaoError('locked', 'The key is not here, and nobody can see the codes for Polkadot Vault', {
    why: 'Only the address is here. What signs is shown as QR codes on a terminal, or on standard error with --signature-file.',
    remedy: 'Run it on a terminal, or add --signature-file FILE and leave --json and --quiet out.',
  })
