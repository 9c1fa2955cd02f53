/** Which page an address names, and the address of a page. The part behind `#` is all that the explorer uses. */

export type Route =
  | { readonly page: 'overview' }
  /** `from`: the newest block of the list. */
  | { readonly page: 'blocks'; readonly from: number | undefined }
  /** `first`: the first extrinsic that is shown. */
  | { readonly page: 'block'; readonly id: number | string; readonly first: number }
  | { readonly page: 'extrinsic'; readonly block: number; readonly index: number }
  | { readonly page: 'subnets' }
  | { readonly page: 'subnet'; readonly netuid: number }
  | { readonly page: 'accounts' }
  | { readonly page: 'account'; readonly address: string }
  | { readonly page: 'search'; readonly text: string }
  | { readonly page: 'unknown'; readonly text: string }

const HASH = /^0x[0-9a-f]{64}$/i
const ADDRESS = /^[1-9A-HJ-NP-Za-km-z]{46,50}$/

/** @param hash as the browser gives it: empty, or with `#` in front */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?')
  const [page = '', ...rest] = path.split('/').filter(part => part !== '')
  const route = rest.length <= 1 ? routeOf(page, decoded(rest[0]), new URLSearchParams(query)) : undefined
  return route ?? { page: 'unknown', text: path }
}

function routeOf(page: string, id: string | undefined, query: URLSearchParams): Route | undefined {
  switch (page) {
    case '':
      return { page: 'overview' }
    case 'blocks':
      return { page: 'blocks', from: numberOf(query.get('from')) }
    case 'block': {
      const block = id !== undefined && HASH.test(id) ? id.toLowerCase() : numberOf(id)
      return block === undefined ? undefined : { page: 'block', id: block, first: numberOf(query.get('from')) ?? 0 }
    }
    case 'extrinsic': {
      const [block, index] = (id ?? '').split('-').map(numberOf)
      return block === undefined || index === undefined ? undefined : { page: 'extrinsic', block, index }
    }
    case 'subnets':
      return { page: 'subnets' }
    case 'subnet': {
      const netuid = numberOf(id)
      return netuid === undefined ? undefined : { page: 'subnet', netuid }
    }
    case 'accounts':
      return { page: 'accounts' }
    case 'account':
      return id !== undefined && ADDRESS.test(id) ? { page: 'account', address: id } : undefined
    case 'search':
      return { page: 'search', text: query.get('q') ?? '' }
    default:
      return undefined
  }
}

function decoded(part: string | undefined): string | undefined {
  try {
    return part && decodeURIComponent(part)
  } catch {
    return part
  }
}

function numberOf(text: string | null | undefined): number | undefined {
  return text != null && /^\d{1,10}$/.test(text) ? Number(text) : undefined
}

export const href = {
  overview: '#/',
  blocks: (from?: number): string => (from === undefined ? '#/blocks' : `#/blocks?from=${from}`),
  block: (id: number | string, first = 0): string => `#/block/${id}${first === 0 ? '' : `?from=${first}`}`,
  extrinsic: (block: number, index: number): string => `#/extrinsic/${block}-${index}`,
  subnets: '#/subnets',
  subnet: (netuid: number | string): string => `#/subnet/${netuid}`,
  accounts: '#/accounts',
  account: (address: string): string => `#/account/${encodeURIComponent(address)}`,
  search: (text: string): string => `#/search?q=${encodeURIComponent(text)}`,
}

/** The entry of the navigation that a page belongs to. */
export const SECTIONS: Readonly<Record<Route['page'], string | undefined>> = {
  overview: href.overview,
  blocks: href.blocks(),
  block: href.blocks(),
  extrinsic: href.blocks(),
  subnets: href.subnets,
  subnet: href.subnets,
  accounts: href.accounts,
  account: href.accounts,
  search: undefined,
  unknown: undefined,
}
