/** Asks for everything that a movement of stake needs, and plans it. */
import { type Alpha, formatRao, parseAlpha, parseTao } from '../../../primitives/amounts.ts'
import { TaoError } from '../../../primitives/errors.ts'
import { type NetUid, parseNetuid } from '../../../primitives/netuid.ts'
import { COMMAND_KEYS } from '../../kit/config-keys.ts'
import type { Context } from '../../kit/context.ts'
import { GLOBALS } from '../../kit/globals.ts'
import type { Choice } from '../../kit/options.ts'
import type { Person } from '../../kit/person.ts'
import type { Plan } from '../../kit/plan.ts'
import { shellWord } from '../../kit/text.ts'
import { planAdding } from '../../shared/staking/adding.ts'
import { hotkeyChoices, positionChoices, subnetChoices } from '../../shared/staking/choices.ts'
import { planMoving } from '../../shared/staking/moving.ts'
import { placeIn } from '../../shared/staking/positions.ts'
import type { Protection } from '../../shared/staking/protection.ts'
import { planRemoving } from '../../shared/staking/removing.ts'
import type { TransactionResult } from '../../shared/transaction.ts'

export const MOVEMENTS = ['add', 'remove', 'move', 'swap', 'transfer'] as const
export type Movement = (typeof MOVEMENTS)[number]

export interface WizardOrder {
  readonly what: Movement
  /** Not asked for then: with whom stake is added, or to whom it goes. */
  readonly hotkey: string | undefined
  readonly protection: Protection
}

export interface Guided {
  readonly plan: Plan<TransactionResult>
  /** The line that does the same without questions. */
  readonly line: string
}

export async function guide(ctx: Context, order: WizardOrder): Promise<Guided> {
  const { person } = ctx
  if (person === undefined || !ctx.mayAsk) {
    throw new TaoError('usage', 'The wizard asks questions, and nobody can be asked here', {
      remedy: `Use: tao stake ${order.what} --help`,
    })
  }
  if (order.hotkey !== undefined && !TAKES_HOTKEY.includes(order.what)) {
    throw new TaoError('usage', `--hotkey does not say which stake to ${order.what}`, {
      why: 'It says with whom stake is added, or to whom it is moved.',
      remedy: 'Leave it out: the stake is chosen from a list.',
    })
  }
  const { plan, line } = await (order.what === 'add'
    ? guideAdding(ctx, person, order)
    : guideMoving(ctx, person, order))
  return { plan, line: [line, ...termsOf(ctx, order)].join(' ') }
}

const TAKES_HOTKEY: readonly Movement[] = ['add', 'move']

/** What the line needs beside what was asked: whose stake it is, and on which terms it is traded. */
function termsOf({ settings }: Context, { what, protection }: WizardOrder): string[] {
  const { tolerance, safeStaking, partial } = protection
  const isUsual = tolerance === COMMAND_KEYS.tolerance.spec.default
  return [
    ...(settings.wallet === GLOBALS.wallet.spec.default ? [] : ['--wallet', shellWord(settings.wallet)]),
    ...(isUsual || !safeStaking ? [] : ['--tolerance', formatRao(tolerance)]),
    ...(safeStaking ? [] : ['--unsafe']),
    ...(partial && what !== 'transfer' ? ['--partial'] : []),
  ]
}

async function guideAdding(ctx: Context, person: Person, { hotkey: given, protection }: WizardOrder): Promise<Guided> {
  const netuid = parseNetuid(await person.choose('On which subnet?', await subnetChoices(ctx)))
  const hotkey = given ?? (await person.choose('With which hotkey?', await hotkeyChoices(ctx, { netuid })))
  const text = await amount(person, 'How much TAO? (or all)', parseTao)
  const plan = await planAdding(ctx, {
    netuids: [netuid],
    hotkeys: [{ name: undefined, address: hotkey }],
    amount: text === 'all' ? 'all' : parseTao(text),
    protection,
  })
  const how = text === 'all' ? '--all' : `--amount ${text}`
  return { plan, line: `tao stake add --netuid ${netuid} --hotkey ${hotkey} ${how}` }
}

async function guideMoving(ctx: Context, person: Person, order: WizardOrder): Promise<Guided> {
  const { what, protection } = order
  const position = await person.choose('Which stake?', await positionChoices(ctx))
  const [netuid, hotkey] = placeIn(position)
  const to = await destination(ctx, person, order, netuid)
  const text = await amount(person, 'How much? (or all)', parseAlpha)
  const part: Alpha | 'all' = text === 'all' ? 'all' : parseAlpha(text)
  const how = text === 'all' ? '--all' : `--amount ${text}`
  const line = `tao stake ${what} --position ${position} ${to.flag} ${how}`.replaceAll('  ', ' ')
  if (what === 'remove') {
    const wanted = { netuids: [netuid], hotkeys: [hotkey] }
    return { line, plan: await planRemoving(ctx, { wanted, amount: part, protection, claimFirst: false }) }
  }
  const plan = await planMoving(ctx, {
    originNetuid: netuid,
    originHotkey: hotkey,
    destinationNetuid: to.netuid ?? netuid,
    destinationHotkey: to.hotkey ?? hotkey,
    destinationColdkey: to.coldkey,
    amount: part,
    protection,
    claimFirst: false,
  })
  return { line, plan }
}

interface Destination {
  readonly netuid?: NetUid
  readonly hotkey?: string
  readonly coldkey?: string
  /** How it is written on a line. */
  readonly flag: string
}

async function destination(
  ctx: Context,
  person: Person,
  { what, hotkey: given }: WizardOrder,
  netuid: NetUid,
): Promise<Destination> {
  if (what === 'move') {
    const hotkey = given ?? (await person.choose('To which hotkey?', await hotkeyChoices(ctx, { netuid })))
    return { hotkey, flag: `--to ${hotkey}` }
  }
  if (what === 'swap') {
    const others = (await subnetChoices(ctx)).filter(({ value }: Choice) => value !== String(netuid))
    const chosen = parseNetuid(await person.choose('To which subnet?', others))
    return { netuid: chosen, flag: `--dest-netuid ${chosen}` }
  }
  if (what === 'remove') return { flag: '' }
  const wallets = await ctx.wallets()
  const typed = await person.text({
    message: 'To which coldkey? (an address or a wallet)',
    validate: text => refusal(() => wallets.address(text, 'coldkey')),
  })
  const coldkey = wallets.address(typed, 'coldkey')
  return { coldkey, flag: `--to ${coldkey}` }
}

/** `all`, or a text that `parse` takes. */
function amount(person: Person, message: string, parse: (text: string) => unknown): Promise<string> {
  return person.text({ message, validate: text => (text === 'all' ? undefined : refusal(() => parse(text))) })
}

function refusal(attempt: () => unknown): string | undefined {
  try {
    attempt()
    return undefined
  } catch (error) {
    if (error instanceof TaoError) return error.message
    throw error
  }
}
