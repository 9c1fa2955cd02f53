import { expect, test } from 'vitest'
import { href, parseRoute, type Route } from '../../src/explorer/routes.ts'

const HASH = `0x${'aB'.repeat(32)}`
const ADDRESS = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'

test.each<[string, Route]>([
  ['', { page: 'overview' }],
  ['#', { page: 'overview' }],
  [href.overview, { page: 'overview' }],
  [href.blocks(), { page: 'blocks', from: undefined }],
  [href.blocks(120), { page: 'blocks', from: 120 }],
  [href.block(7), { page: 'block', id: 7, first: 0 }],
  [href.block(7, 25), { page: 'block', id: 7, first: 25 }],
  [href.block(HASH), { page: 'block', id: HASH.toLowerCase(), first: 0 }],
  [href.extrinsic(7, 2), { page: 'extrinsic', block: 7, index: 2 }],
  [href.subnets, { page: 'subnets' }],
  [href.subnet(0), { page: 'subnet', netuid: 0 }],
  [href.accounts, { page: 'accounts' }],
  [href.account(ADDRESS), { page: 'account', address: ADDRESS }],
  [href.search('a b&c=ü/#?'), { page: 'search', text: 'a b&c=ü/#?' }],
])('%s leads to its page', (hash, route) => {
  expect(parseRoute(hash)).toEqual(route)
})

test.each([
  '#/block',
  '#/block/x',
  '#/block/-1',
  '#/block/7/8',
  '#/block/0x12',
  '#/block/12345678901',
  '#/extrinsic/7',
  '#/extrinsic/7-x',
  '#/subnet/1.5',
  '#/account/<script>',
  '#/account/%E0%A4%A',
  '#/constructor',
  '#/__proto__',
  '#main',
])('%s is no page', hash => {
  expect(parseRoute(hash).page).toBe('unknown')
})
