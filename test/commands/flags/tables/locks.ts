/** Commands about locks, and the small tools. */
import type { Json, Table } from '../support/cases.ts'
import { LOCKS, MINER, MINER_HOT, OWNER_HOT, SECOND, VAL_HOT } from '../support/scene.ts'
import { above, effect, insists, refusal, signs } from './common.ts'

const walletsOf =
  (...names: readonly string[]) =>
  ({ locks }: Json) =>
    locks.map(({ wallet }: Json) => wallet).join() === names.join()

/** One command under two names. */
const LIST: Table[string] = {
  base: {},
  before: [...LOCKS, `call SubtensorModule.lock_stake --args '{"hotkey":"${OWNER_HOT}","netuid":0,"amount":"900000"}'`],
  flags: {
    accounts: { to: 'miner', shows: walletsOf('miner') },
    all: { to: true, shows: walletsOf('miner', 'owner', 'owner', 'owner') },
    netuid: {
      to: '3',
      shows: {
        locks: [
          { netuid: 3, hotkey: OWNER_HOT, hotkey_name: 'owner/default', decaying: true, locked_rao: above(29e8) },
        ],
      },
    },
    dust: { to: true, shows: /0 root +owner\/default/ },
  },
}

export const LOCK_COMMANDS: Table = {
  'lock list': LIST,
  'stake locks': LIST,
  'lock show': {
    base: { netuid: '2' },
    before: LOCKS,
    flags: {
      netuid: { to: '3', shows: { netuid: 3 } },
      account: { to: 'miner', shows: { coldkey: MINER, hotkey: MINER_HOT } },
      graph: [
        { to: true, shows: ({ weeks }: Json) => weeks.length === 53 },
        { to: false, shows: /^(?![\s\S]*each week of a year)[\s\S]*If nobody touches it/ },
      ],
    },
  },
  'lock add': {
    base: { amount: '1', netuid: '2', hotkey: 'owner/default' },
    flags: {
      amount: { to: '2', shows: { locked_rao: '2000000000' } },
      netuid: { to: '3', shows: { netuid: 3 } },
      hotkey: { to: 'owner/second', shows: signs({ hotkey: SECOND }) },
      all: { to: true, shows: { available_rao: '0', locked_rao: above(2e9) } },
      mode: { to: 'perpetual', shows: effect(/Nothing of it becomes free/) },
      perpetual: [{ to: true, shows: effect(/Nothing of it becomes free/) }, insists(false, { mode: 'decaying' })],
      graph: [
        { to: true, shows: ({ weeks }: Json) => weeks.length === 53 },
        { to: false, shows: /^(?![\s\S]*each week of a year)[\s\S]*If nobody touches it/ },
      ],
    },
  },
  'lock mode': {
    base: { mode: 'perpetual', netuid: '2' },
    before: LOCKS,
    flags: {
      mode: {
        to: 'decaying',
        before: ['lock mode perpetual --netuid 2'],
        was: refusal(/perpetual already/),
        shows: signs({ enabled: false }),
      },
      netuid: { to: '3', shows: signs({ netuid: 3 }) },
      perpetual: {
        to: false,
        given: { mode: null },
        before: ['lock mode perpetual --netuid 2'],
        was: refusal(/Missing: --mode/),
        shows: signs({ enabled: false }),
      },
    },
  },
  'lock move': {
    base: { to: 'owner/second', netuid: '2' },
    before: LOCKS,
    flags: {
      to: { to: 'val/default', shows: signs({ destination_hotkey: VAL_HOT }) },
      netuid: { to: '3', shows: signs({ netuid: 3 }) },
    },
  },
  'lock accept': {
    base: { allow: true },
    flags: {
      allow: {
        to: false,
        before: ['lock accept --allow'],
        was: refusal(/accepted already/),
        shows: signs({ enabled: true }),
      },
    },
  },
  'lock targeting': {
    base: { netuid: '2' },
    before: LOCKS,
    flags: {
      netuid: { to: '3', shows: { netuid: 3 } },
      hotkey: { to: 'miner/default', shows: { hotkey: MINER_HOT, holders: [{ coldkey: MINER }] } },
    },
  },
  'utils convert': {
    base: { amount: '1', netuid: '2' },
    flags: {
      amount: { to: '1.5', shows: [{ rao: '1500000000' }] },
      tao: { to: '2', shows: [{}, { rao: '2000000000' }] },
      rao: [
        { to: '3', shows: [{ rao: '3' }, { rao: '1000000000' }] },
        { to: true, shows: [{ rao: '1', amount: '0.000000001' }] },
      ],
      netuid: { to: '0', shows: [{ currency: 'tao', symbol: 'τ' }] },
    },
  },
}
