/** Every command, and what each of its flags does. */
import type { Table } from '../support/cases.ts'
import { ALONE } from './alone.ts'
import { BASKETS } from './baskets.ts'
import { CHAIN } from './chain.ts'
import { CROWD } from './crowd.ts'
import { HOLDINGS } from './holdings.ts'
import { KEYS } from './keys.ts'
import { LOCK_COMMANDS } from './locks.ts'
import { PROXY, PROXY_BOOK } from './proxy.ts'
import { STAKE } from './stake.ts'
import { SUBNETS } from './subnets.ts'

/** Played on one chain, whose scene has all they need. */
export const ON_CHAIN: Table = { ...STAKE, ...HOLDINGS, ...LOCK_COMMANDS, ...SUBNETS, ...CHAIN, ...CROWD, ...PROXY }

/** Played on a chain with baskets. */
export const ON_BASKETS: Table = BASKETS

/** Played in a folder of wallets, without a chain. */
export const IN_FOLDERS: Table = { ...KEYS, ...ALONE, ...PROXY_BOOK }

/** What takes a program or a chain of its own: the file, and how the test that shows it begins or what it holds. */
export const ELSEWHERE: Readonly<Record<string, Readonly<Record<string, readonly [file: string, holds: string]>>>> = {
  'chain start': Object.fromEntries([
    ...Object.entries({
      seal: 'seal',
      port: 'port',
      address: 'address',
      unsafe: 'unsafe',
      origin: 'origin',
      profile: 'profile',
      spec425Only: 'spec425-only',
      ephemeral: 'ephemeral',
      basePath: 'base-path',
      chain: 'chain',
    }).map(([key, flag]) => [key, ['test/commands/flags/serving.test.ts', `test('chain start --${flag}'`]] as const),
    ['detach', ['test/journeys/node.test.ts', "'chain', 'start', '--detach'"]],
  ]),
  'chain advance': { toHalving: ['test/commands/flags/serving.test.ts', "test('chain advance --to-halving'"] },
  'utils latency': {
    network: ['test/commands/utils/latency.test.ts', 'once each where they are named twice'],
    pings: ['test/commands/utils/latency.test.ts', '--pings 7'],
    timeout: ['test/commands/utils/latency.test.ts', '--timeout 1'],
  },
}
