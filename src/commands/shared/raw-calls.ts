/** Any call of the chain, with arguments as JSON: for what no command does. */
import { readFileSync } from 'node:fs'
import { asRoot, callNeeds } from '../../client/transactions/call.ts'
import { checkCall, parseCall } from '../../client/transactions/raw-call.ts'
import { messageOf, TaoError } from '../../primitives/errors.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import type { Context } from '../kit/context.ts'
import { type Json, toJson } from '../kit/json.ts'
import { choice, file, flag, text } from '../kit/options.ts'
import { json, list, record, text as textShape } from '../kit/shape.ts'
import { card, column, table } from '../kit/view.ts'
import { AUTHORITY_OPTIONS, administrator } from './administering.ts'
import { keyPlace } from './keys.ts'
import { planTransaction, TRANSACTION, transactionFacts, transactionOf } from './transaction.ts'

const optionsFor = (isRoot: boolean) =>
  ({
    args: text({ summary: 'Its arguments as a JSON object', placeholder: 'JSON', excludes: ['argsFile'] }),
    argsFile: file({ summary: 'A file with them; - for standard input' }),
    sudo: flag({
      summary: 'As root, by the account that has the sudo key of the chain',
      default: isRoot,
      off: ['no-sudo', 'signed'],
    }),
    signWith: choice(['coldkey', 'hotkey'], {
      summary: 'Which key signs',
      default: 'coldkey',
      aliases: ['key', 'signer'],
      governs: { hotkey: 'hotkey' },
    }),
    // A development account has one key.
    uri: { ...AUTHORITY_OPTIONS.uri, spec: { ...AUTHORITY_OPTIONS.uri.spec, excludes: ['signWith'] } },
  }) as const

export const rawCallCommand = (line: string, isRoot: boolean) =>
  action({
    summary: isRoot ? 'Make any call of the chain as root' : 'Make any call of the chain',
    description: [
      'The arguments are given by name as JSON. Accounts are addresses; whole numbers above 2^53 go in quotes; a call as an argument is {"call": "Pallet.name", "args": {…}}. What is wrong with them is told with what the call takes.',
    ],
    examples: [
      isRoot
        ? {
            line: `${line} AdminUtils.sudo_set_tempo --args '{"netuid": 2, "tempo": 100}' --uri //Alice`,
            does: 'Set a tempo as root of a development chain',
          }
        : { line: `${line} System.remark --args '{"remark": "0x68656c6c6f"}'`, does: 'Leave a remark' },
    ],
    arguments: {
      target: text({ summary: 'The call', required: true, placeholder: 'PALLET.CALL', ask: 'Which call? Pallet.name' }),
    },
    options: optionsFor(isRoot),
    uses: ['wallet', 'hotkey', 'walletPath', 'password', 'network'],
    output: record({
      ...TRANSACTION,
      call: textShape('The call'),
      events: list(record({ name: textShape('The event'), data: json('Its fields') }), 'What the chain said to it'),
    }),
    view: result => [
      table(result.events, [
        column('Event', ({ name }) => cells.text(name)),
        column('Data', ({ data }) => cells.text(JSON.stringify(data))),
      ]),
      card(transactionFacts(result)),
    ],
    plan: async ({ target, args, argsFile, sudo, signWith, uri }, ctx) => {
      const inner = parseCall(target, await argumentsOf(args, argsFile, ctx))
      const order = sudo ? asRoot(inner) : inner
      const client = await (await ctx.chain()).with(callNeeds(order))
      checkCall(client, inner)
      const wallets = await ctx.wallets()
      const signer =
        uri === undefined && signWith === 'hotkey'
          ? wallets.signer(await keyPlace(ctx, true))
          : await administrator(ctx, uri)
      return planTransaction(ctx, client, {
        call: order,
        signer,
        summary: `Call ${inner.name}${sudo ? ' as root' : ''}`,
        facts: Object.entries(inner.args).map(
          ([name, value]) => [name, cells.text(JSON.stringify(toJson(value)))] as const,
        ),
        effects: tried => (tried?.events ?? []).map(({ name }) => name).filter(name => !isOfEvery(name)),
        context: { network: client.chain.name, coldkey: signer.address, call: inner.name },
        result: outcome => ({
          ...transactionOf(outcome, `Called ${inner.name}`),
          call: inner.name,
          events: outcome.events.map(({ name, data }) => ({ name, data: toJson(data) as Json })),
        }),
      })
    },
  })

const EVERYWHERE = /^(?:TransactionPayment|System\.Extrinsic|Balances\.(?:Withdraw|Deposit))/

/** Whether every transaction has such an event. */
export const isOfEvery = (event: string): boolean => EVERYWHERE.test(event)

async function argumentsOf(args: string | undefined, path: string | undefined, ctx: Context): Promise<string> {
  if (path === '-') return (await ctx.readStdin()).toString('utf8')
  if (path === undefined) return args ?? '{}'
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new TaoError('not_found', `The file cannot be read: ${path}`, { why: messageOf(error), cause: error })
  }
}
