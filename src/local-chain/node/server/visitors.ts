/**
 * Who may talk to the node. A web page can reach whatever listens on its visitor's machine, so pages are asked where they
 * come from, and a name that was made to point here is not taken for this machine's. Programs are not concerned.
 */
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

export interface Visitors {
  /** Whether the request comes from a program, or from a page that may. */
  mayCome(request: IncomingMessage): boolean
  /** The origin to name in answers to pages; undefined for programs. */
  originOf(request: IncomingMessage): string | undefined
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|::1)$/
const FRIENDS = ['https://polkadot.js.org']

export const isLoopback = (address: string): boolean => LOOPBACK.test(address)

export function visitorsOf(address: string, origins: 'all' | readonly string[] = []): Visitors {
  const welcome = (origin: string): boolean =>
    origins === 'all' || origins.includes(origin) || FRIENDS.includes(origin) || isLoopback(hostOf(origin))
  return {
    mayCome: ({ headers: { host = '', origin } }) => {
      if (isLoopback(address) && origins !== 'all' && !isLoopback(hostOf(`http://${host}`))) return false
      return origin === undefined || welcome(origin) || isOwnPage(origin, host)
    },
    originOf: ({ headers: { origin } }) => origin,
  }
}

/**
 * Whether a page came from the node itself, which serves one: at an address in numbers, which no name can be made to point to.
 */
function isOwnPage(origin: string, host: string): boolean {
  return isIP(hostOf(origin).replace(/^\[(.*)\]$/, '$1')) !== 0 && origin === `http://${host}`
}

function hostOf(url: string): string {
  try {
    return new URL(url).hostname
  } catch {
    return ''
  }
}
