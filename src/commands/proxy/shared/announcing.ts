/** Announces a call that a proxy is going to make for an account. */

import { mergeNeeds, type Needs } from '../../../client/metadata/needs.ts'
import { CLOCK, getClock, momentOf } from '../../../client/reads/clock.ts'
import { ANNOUNCEMENTS, announcementTerms, depositChange, getAnnouncements } from '../../../client/reads/proxies.ts'
import { PROXY_RULES } from '../../../client/reads/proxy-rules.ts'
import { type Call, call } from '../../../client/transactions/call.ts'
import { messageOf } from '../../../primitives/errors.ts'
import { rememberAnnouncedCall } from '../../../wallet/announced-calls.ts'
import { cells } from '../../kit/cells.ts'
import type { Context } from '../../kit/context.ts'
import { details, type Plan } from '../../kit/plan.ts'
import { address, hex, record, tao, text, type ValueOf } from '../../kit/shape.ts'
import { planTransaction, TRANSACTION, taoText, transactionOf } from '../../shared/transaction.ts'
import { MOMENT, momentCell, momentText } from '../../shared/waiting.ts'
import { announcedFile, bytesOf, callFacts } from './inner.ts'
import { actingProxy } from './permission.ts'
import { ensureDeposit, refused, type Scene } from './scene.ts'

export const ANNOUNCE = 'Proxy.announce'
export const ANNOUNCING: Needs = mergeNeeds(ANNOUNCEMENTS, CLOCK, PROXY_RULES)

const ANNOUNCED = {
  delegate: address('Who is going to make the call'),
  real: address('The account for which it is'),
  call: text('The call'),
  callHash: hex('The hash of it, which is all that the chain keeps'),
  callHex: hex('The call as bytes: making it takes exactly these'),
  deposit: tao('What is reserved until it is made, rejected or taken back'),
} as const
export const ANNOUNCEMENT_PLANNED = record(ANNOUNCED)
export const ANNOUNCEMENT = record({
  ...TRANSACTION,
  ...ANNOUNCED,
  executable: MOMENT('From when on the call can be made'),
})

export interface AnnouncementOrder {
  readonly real: string
  readonly inner: Call
  /** What the proxy wants to act as, where it is several. */
  readonly type?: string | undefined
  readonly warnings?: readonly string[]
}

/** @throws TaoError NotProxy, System.CallFiltered, TooMany, what a deposit is refused with */
export async function planAnnouncement(
  ctx: Context,
  scene: Scene,
  { real, inner, type, warnings = [] }: AnnouncementOrder,
): Promise<Plan<ValueOf<typeof ANNOUNCEMENT>>> {
  const { client, at, signer, context } = scene
  const delegate = signer.address
  const [proxy, { announcements, deposit: reserved }, clock] = await Promise.all([
    actingProxy(at, { delegate, real, type, call: inner }, context),
    getAnnouncements(at, delegate),
    getClock(client, at),
  ])
  const terms = announcementTerms(client)
  if (announcements.length >= terms.most) {
    throw refused('Proxy.TooMany', { ...context, given: announcements.length + 1, most: terms.most }, [])
  }
  const { more: deposit } = depositChange(terms, reserved, announcements.length + 1)
  await ensureDeposit(scene, deposit)
  const { bytes, hash } = bytesOf(client, inner)
  const isThere = announcements.some(each => each.real === real && each.callHash === hash)
  const executable = (height: number) => momentOf(clock, height + proxy.delay)
  const announced = { delegate, real, call: inner.name, callHash: hash, callHex: bytes, deposit }
  const next = momentText(executable(clock.block + 1))
  return planTransaction(ctx, client, {
    call: call(ANNOUNCE, { real, call_hash: hash }),
    signer,
    summary: `Announce ${inner.name} for ${real}`,
    facts: [
      ['For', cells.address(real)],
      ...callFacts(inner),
      ['Hash', cells.hex(hash)],
      ['Executable', momentCell(executable(clock.block + 1))],
      ['Deposit', cells.tao(deposit)],
    ],
    effects: () => [
      `From ${next} on the call can be made with: tao proxy execute --real ${real} --call-hash ${hash}`,
      `Until then ${real} can reject it. ${taoText(deposit)} of ${delegate} are reserved until it is made, rejected or taken back.`,
      'The chain keeps the hash alone; the call itself is kept here, beside the wallets.',
    ],
    warnings: [
      ...warnings,
      ...(proxy.delay === 0
        ? [`As a proxy of type ${proxy.type} ${delegate} has no delay: the call can be made without being announced.`]
        : []),
      ...(isThere ? ['The same call is announced already: each announcement is for one time.'] : []),
    ],
    context: { ...context, address: real },
    details: details(ANNOUNCEMENT_PLANNED, announced),
    result: outcome => {
      remember(ctx, announced)
      return {
        ...transactionOf(outcome, `Announced ${inner.name} for ${real}`),
        ...announced,
        executable: executable(Number(outcome.block.number)),
      }
    },
  })
}

/** It is announced by now; whoever cannot keep the call is told how to make it nonetheless. */
function remember(
  ctx: Context,
  { real, callHash, callHex }: { real: string; callHash: `0x${string}`; callHex: `0x${string}` },
) {
  try {
    rememberAnnouncedCall(announcedFile(ctx), callHash, callHex)
  } catch (error) {
    ctx.warn(
      `The call could not be kept here (${messageOf(error)}). Make it with: tao proxy execute --real ${real} --call-hex ${callHex}`,
    )
  }
}
