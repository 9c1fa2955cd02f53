import type {
  AccountHistory,
  AccountPage,
  HotkeyLine,
  StakeLine,
  TransactionLine,
} from '../../local-chain/node/rpc/explorer/answers.ts'
import { type Child, h } from '../dom.ts'
import { countText, plural, u16Text, wordsOf } from '../format.ts'
import { account, amount, dim, facts, hash, heading, link, outcome, section, subnet, time } from '../parts.ts'
import { errorName } from '../refused.ts'
import { href } from '../routes.ts'
import { shownView } from '../shown.ts'
import type { Page, Site } from '../site.ts'
import { pressed, type SortState } from '../sorting.ts'
import { type Column, table } from '../table.ts'

/** What an account holds, and what it did. */
export function accountPage(site: Site, address: string): Page {
  let page: AccountPage | undefined
  let history: AccountHistory = { transactions: [], searchedTo: null }
  /** Once the reader went on to older ones, the list stays as it is. */
  let reachedBack = false
  let sort: SortState = { column: 'Subnet', descending: false }
  const more = (before?: number): Promise<AccountHistory> =>
    site.rpc.call<AccountHistory>('tao_explorerAccountHistory', address, before ?? null)
  return {
    title: () => `Account ${site.names.get(address) ?? address}`,
    live: true,
    load: async () => {
      const [account, newest] = await Promise.all([
        site.rpc.call<AccountPage>('tao_explorerAccount', address),
        reachedBack ? undefined : more(),
      ])
      page = account
      history = newest ?? history
    },
    act: async (act, value) => {
      if (act === 'sort') sort = pressed(sort, value)
      if (act !== 'older' || history.searchedTo === null) return
      reachedBack = true
      const { transactions, searchedTo } = await more(history.searchedTo)
      history = { transactions: [...history.transactions, ...transactions], searchedTo }
    },
    draw: () =>
      page && [
        heading('Account', site.names.has(address) ? ` ${site.names.get(address)}` : ''),
        about(site, page),
        section('Stake', stakes(site, page, sort)),
        section('Hotkeys', hotkeys(site, page)),
        section('Transactions', transactions(site, history)),
      ],
  }
}

function about(site: Site, page: AccountPage): Child {
  return facts(
    ['Address', hash(page.address, { full: true })],
    ['Public key', hash(page.publicKey, { full: true })],
    ['Free', amount(page.free)],
    ['Reserved', amount(page.reserved)],
    page.frozen === '0' ? undefined : ['Frozen', amount(page.frozen)],
    ['Stake is worth', amount(page.stakesValue)],
    ['Nonce', countText(page.nonce)],
    page.exists ? undefined : ['On the chain', 'not yet: it holds nothing'],
    page.owner === null ? undefined : ['Hotkey of', account(site, page.owner)],
    page.places.length === 0
      ? undefined
      : ['Registered on', page.places.map(({ netuid, uid }, i) => [i > 0 && ', ', subnet(netuid), ` as UID ${uid}`])],
    ...page.identity.map(([name, value]) => [wordsOf(name), shownView(site, value)] as const),
  )
}

function stakes(site: Site, { stakes: lines, moreStakes }: AccountPage, sort: SortState): Child {
  const columns: readonly Column<StakeLine>[] = [
    {
      title: 'Subnet',
      cell: ({ netuid }) => (netuid === 0 ? link(href.subnet(0), 'Root') : subnet(netuid)),
      sortBy: ({ netuid }) => netuid,
    },
    {
      title: 'Hotkey',
      cell: ({ hotkey }) => account(site, hotkey),
      sortBy: ({ hotkey }) => site.names.get(hotkey) ?? hotkey,
    },
    {
      title: 'Stake',
      numeric: true,
      cell: ({ alpha, symbol, netuid }) => amount(alpha, netuid === 0 ? 'τ' : symbol),
      sortBy: ({ alpha }) => BigInt(alpha),
    },
    {
      title: 'Worth at the price',
      numeric: true,
      cell: ({ value }) => amount(value),
      sortBy: ({ value }) => BigInt(value),
    },
  ]
  return [
    table(lines, columns, {
      label: 'Stake',
      keyOf: ({ netuid, hotkey }) => `${netuid}-${hotkey}`,
      sort,
      empty: 'It has none.',
    }),
    moreStakes > 0 && h('p', { class: 'dim' }, `and ${plural(moreStakes, 'more', 'more')}`),
  ]
}

function hotkeys(site: Site, { hotkeys: lines, moreHotkeys }: AccountPage): Child {
  const columns: readonly Column<HotkeyLine>[] = [
    { title: 'Hotkey', cell: ({ hotkey }) => account(site, hotkey) },
    { title: 'Take', numeric: true, cell: ({ take }) => u16Text(take) },
    {
      title: 'Registered on',
      cell: ({ netuids }) =>
        netuids.length === 0 ? dim('none') : netuids.map((netuid, i) => [i > 0 && ', ', subnet(netuid)]),
    },
  ]
  return [
    table(lines, columns, { label: 'Hotkeys that it owns', keyOf: ({ hotkey }) => hotkey, empty: 'It owns none.' }),
    moreHotkeys > 0 && h('p', { class: 'dim' }, `and ${plural(moreHotkeys, 'more', 'more')}`),
  ]
}

function transactions(site: Site, { transactions: lines, searchedTo }: AccountHistory): Child {
  const columns: readonly Column<TransactionLine>[] = [
    { title: 'Extrinsic', cell: ({ block, index }) => link(href.extrinsic(block, index), `${block}-${index}`) },
    { title: 'Time', cell: ({ time: at }) => time(at) },
    { title: 'Call', cell: ({ call }) => h('code', {}, call) },
    { title: 'Signer', cell: ({ signer }) => (signer === null ? dim('nobody') : account(site, signer)) },
    { title: 'Outcome', cell: ({ success, error }) => [outcome(success), error !== null && [' ', errorName(error)]] },
  ]
  return [
    h('p', { class: 'dim' }, 'Those that it signed, or that name it.'),
    table(lines, columns, {
      label: 'Transactions',
      keyOf: ({ block, index }) => `${block}-${index}`,
      empty: 'None was found.',
    }),
    searchedTo !== null &&
      h(
        'p',
        {},
        h(
          'button',
          { type: 'button', 'data-act': 'older', value: searchedTo },
          `Look before block ${countText(searchedTo)}`,
        ),
      ),
  ]
}
