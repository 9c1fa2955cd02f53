/** Internet addresses as numbers, and as people write them. */
import { TaoError } from './errors.ts'

export interface Ip {
  readonly type: 4 | 6
  readonly number: bigint
}

const V4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/
const GROUPS = 8

/** @throws TaoError `invalid_argument` */
export function parseIp(text: string): Ip {
  const number = V4.test(text) ? parseV4(text) : parseV6(text.replace(/^\[(.*)\]$/, '$1'))
  if (number !== undefined) return { type: V4.test(text) ? 4 : 6, number }
  throw new TaoError('invalid_argument', `Not an IP address: \`${text.slice(0, 60)}\``, {
    why: 'An address has four numbers, 203.0.113.7, or is one of IPv6, 2001:db8::7.',
  })
}

function parseV4(text: string): bigint | undefined {
  const parts = V4.exec(text)!.slice(1).map(Number)
  return parts.every(part => part <= 0xff) ? parts.reduce((all, part) => (all << 8n) | BigInt(part), 0n) : undefined
}

/** Eight groups, one run of zeros left out as `::`. */
function parseV6(text: string): bigint | undefined {
  const halves = text.split('::')
  const [head, tail] = halves.map(half => (half === '' ? [] : half.split(':')))
  if (halves.length > 2 || head === undefined) return undefined
  const missing = GROUPS - head.length - (tail?.length ?? 0)
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined
  const groups = [...head, ...new Array<string>(tail === undefined ? 0 : missing).fill('0'), ...(tail ?? [])]
  if (!groups.every(group => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined
  return groups.reduce((all, group) => (all << 16n) | BigInt(`0x${group}`), 0n)
}

/** As people write it; of IPv6, the longest run of zeros is left out. */
export function formatIp({ type, number }: Ip): string {
  if (type === 4) return [3, 2, 1, 0].map(i => (number >> BigInt(8 * i)) & 0xffn).join('.')
  const groups = Array.from({ length: GROUPS }, (_, i) => ((number >> BigInt(16 * (7 - i))) & 0xffffn).toString(16))
  const runs = [...groups.join(':').matchAll(/(?<![0-9a-f])0(?::0)+(?![0-9a-f])/g)]
  const longest = runs.reduce<RegExpExecArray | undefined>(
    (best, run) => (best === undefined || run[0].length > best[0].length ? (run as RegExpExecArray) : best),
    undefined,
  )
  const text = groups.join(':')
  if (longest === undefined) return text
  const before = text.slice(0, longest.index).replace(/:$/, '')
  const after = text.slice(longest.index + longest[0].length).replace(/^:/, '')
  return `${before}::${after}`
}

/** With a port: `203.0.113.7:8091`, `[2001:db8::7]:8091`. */
export const formatEndpoint = (ip: Ip, port: number): string =>
  ip.type === 4 ? `${formatIp(ip)}:${port}` : `[${formatIp(ip)}]:${port}`
