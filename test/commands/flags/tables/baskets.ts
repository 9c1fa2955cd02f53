/** Commands for chains that have baskets. */
import type { Table } from '../support/cases.ts'
import { SECOND } from '../support/scene.ts'
import { above, signs } from './common.ts'

export const BASKETS: Table = {
  'root allocate': {
    base: { hotkey: 'owner/default', amount: '1' },
    flags: {
      hotkey: { to: 'owner/second', shows: signs({ hotkey: SECOND }) },
      amount: { to: '2', shows: signs({ amount_staked: '2000000000' }) },
      all: { to: true, shows: signs({ amount_staked: above(9e14) }) },
    },
  },
  'root swap': {
    base: { hotkey: 'owner/default', from: '2', to: '3', amount: '1' },
    flags: {
      hotkey: { to: 'owner/second', shows: signs({ hotkey: SECOND }) },
      from: { to: '0', shows: signs({ origin_netuid: 0 }) },
      to: { to: '0', shows: signs({ destination_netuid: 0 }) },
      amount: { to: '2', shows: signs({ amount: '2000000000' }) },
      maxSlippage: { to: '50', shows: signs({ min_amount_out: (least: string) => Number(least) < 6e8 }) },
    },
  },
}
