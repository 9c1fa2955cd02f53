/** Ends an announcement: the account rejects it, or the proxy takes it back. */
import { mergeNeeds } from '../../../../client/metadata/needs.ts'
import { announcementTerms, getAnnouncements } from '../../../../client/reads/proxies.ts'
import { call } from '../../../../client/transactions/call.ts'
import type { Hex } from '../../../../primitives/bytes.ts'
import { forgetAnnouncedCall } from '../../../../wallet/announced-calls.ts'
import { cells } from '../../../kit/cells.ts'
import type { Context } from '../../../kit/context.ts'
import type { Choice } from '../../../kit/options.ts'
import { details, type Plan } from '../../../kit/plan.ts'
import { address, hex, record, tao, type ValueOf } from '../../../kit/shape.ts'
import { card } from '../../../kit/view.ts'
import { coldkeyAddress } from '../../../shared/keys.ts'
import { planTransaction, TRANSACTION, taoText, transactionFacts, transactionOf } from '../../../shared/transaction.ts'
import { announcedFile, callHashOption } from '../../shared/inner.ts'
import {
  chosenPending,
  isSame,
  PENDING,
  pendingChoices,
  pendingFor,
  pendingOf,
  returnedFor,
  type Wanted,
} from '../../shared/pending.ts'
import { openScene } from '../../shared/scene.ts'

const ENDED = {
  delegate: address('Who had announced it'),
  real: address('The account for which it was'),
  callHash: hex('The hash of the call'),
  returned: tao('What comes back of the deposit of who had announced it'),
} as const
export const ENDING = record(ENDED)
export const ENDED_ANNOUNCEMENT = record({ ...TRANSACTION, ...ENDED })

type Side = 'reject' | 'remove'
const FINDS = { reject: pendingFor, remove: pendingOf } as const

/** The announcements that the wallet of the settings may end, for `--call-hash`. */
export const hashArgument = (side: Side) =>
  callHashOption({
    summary: 'The hash of the call; the one that waits, if it is the only one',
    ask: {
      message: 'Which announcement?',
      wanted: true,
      choices: async (ctx: Context): Promise<Choice[]> => {
        const client = await (await ctx.chain()).with(PENDING)
        return pendingChoices(await FINDS[side](client, await coldkeyAddress(ctx)), () => undefined)
      },
    },
  })

export interface EndingInput extends Wanted {
  readonly callHash: Hex | undefined
}

export async function planEnding(
  ctx: Context,
  side: Side,
  wanted: EndingInput,
): Promise<Plan<ValueOf<typeof ENDED_ANNOUNCEMENT>>> {
  const isRejected = side === 'reject'
  const scene = await openScene(ctx, `Proxy.${side}_announcement`, mergeNeeds(PENDING))
  const { client, at, signer, context } = scene
  const { delegate, real, callHash } = chosenPending(await FINDS[side](at, signer.address), wanted, context)
  const isGone = isSame({ real, callHash })
  const returned = returnedFor(await getAnnouncements(at, delegate), announcementTerms(client), isGone)
  const ended = { delegate, real, callHash, returned }
  return planTransaction(ctx, client, {
    call: call(`Proxy.${side}_announcement`, { ...(isRejected ? { delegate } : { real }), call_hash: callHash }),
    signer,
    summary: isRejected ? `Reject what ${delegate} has announced` : `Take back what was announced for ${real}`,
    facts: [
      ['Announced by', cells.address(delegate)],
      ['For', cells.address(real)],
      ['Hash', cells.hex(callHash)],
      ['Comes back', cells.tao(returned)],
    ],
    effects: () => [
      `${delegate} cannot make the call for ${real} any more, unless it is announced again.`,
      `${taoText(returned)} of the deposit of ${delegate} come back.`,
      ...(isRejected ? [`It stays a proxy. To end that: tao proxy remove ${delegate}`] : []),
    ],
    context,
    details: details(ENDING, ended),
    result: outcome => {
      if (!isRejected) forgetAnnouncedCall(announcedFile(ctx), callHash)
      return {
        ...transactionOf(outcome, isRejected ? 'Rejected the announcement' : 'Took the announcement back'),
        ...ended,
      }
    },
  })
}

export const endedView = (result: ValueOf<typeof ENDED_ANNOUNCEMENT>) => [
  card([
    ['Announced by', cells.address(result.delegate)],
    ['For', cells.address(result.real)],
    ['Hash', cells.hex(result.callHash)],
    ['Came back', cells.tao(result.returned)],
    ...transactionFacts(result),
  ]),
]
