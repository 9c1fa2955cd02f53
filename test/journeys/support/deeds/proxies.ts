/** Proxies: who acts for whom, and what was announced. */
import { call } from '../../../../src/client/transactions/call.ts'
import { addressOf } from '../../../support/sandbox.ts'
import type { Stage } from '../ground.ts'
import { PEOPLE, signing } from '../town.ts'
import { type Deed, did } from './deed.ts'

const coldkeyOf = (name: string): string => addressOf(PEOPLE[name]!.uri)
const hires = (name: string, proxy_type: string, delay = 0) =>
  call('Proxy.add_proxy', { delegate: coldkeyOf(name), proxy_type, delay })

/** Eve acts for Dave, after three blocks, and has announced something. */
const announced = (stage: Stage): Promise<void> =>
  stage.onChain(async sandbox => {
    await signing(sandbox)('val', hires('eve', 'Any', 3))
    await signing(sandbox)('eve', call('Proxy.announce', { real: coldkeyOf('val'), call_hash: `0x${'11'.repeat(32)}` }))
  })
const REMARK = 'System.remark --args {"remark":"0x01"}'
const PURE = 'proxy create --proxy-type Any --name treasury --wallet eve'

export const PROXIES: readonly Deed[] = [
  {
    line: 'proxy add eve --proxy-type Staking --wallet val',
    refused: ['proxy add val --proxy-type Staking --wallet val', 'chain_refused', 'Proxy.NoSelfProxy'],
    touches: ['Proxy.Proxies'],
    pays: ['deposit'],
  },
  {
    line: 'proxy remove eve --wallet val',
    given: did('val', hires('eve', 'Any', 3), hires('grace', 'Owner')),
    refused: ['proxy remove miner --wallet val', 'chain_refused', 'Proxy.NotFound'],
    touches: ['Proxy.Proxies'],
    gains: ['returned'],
  },
  {
    line: PURE,
    refused: ['proxy create --proxy-type Any --wallet fay', 'insufficient_balance', 'Balances.InsufficientBalance'],
    touches: ['Proxy.Proxies'],
    pays: ['deposit'],
  },
  {
    line: 'proxy kill treasury --wallet eve',
    given: stage => stage.run([...PURE.split(' '), '--yes']),
    refused: ['proxy kill treasury --wallet val', 'chain_refused', 'Proxy.NotProxy'],
    touches: ['Proxy.Proxies'],
    gains: ['returned'],
  },
  {
    line: `proxy call ${REMARK} --real val --wallet eve`,
    given: did('val', hires('eve', 'Registration'), hires('eve', 'NonTransfer')),
    refused: [
      `proxy call Balances.transfer_all --args {"dest":"${coldkeyOf('eve')}","keep_alive":true} --real val --wallet eve`,
      'chain_refused',
      'System.CallFiltered',
    ],
    touches: ['System.Account'],
  },
  {
    line: `proxy announce ${REMARK} --real val --wallet eve`,
    given: did('val', hires('eve', 'Any', 3)),
    refused: [`proxy announce ${REMARK} --real grace --wallet eve`, 'chain_refused', 'Proxy.NotProxy'],
    touches: ['Proxy.Announcements'],
    pays: ['deposit'],
  },
  {
    line: 'proxy execute --wallet eve',
    given: async stage => {
      await did('val', hires('eve', 'Any', 3))(stage)
      await stage.run([...`proxy announce ${REMARK} --real val --wallet eve`.split(' '), '--yes'])
      await stage.onChain(sandbox => sandbox.advance(3))
    },
    refused: ['proxy execute --wallet grace', 'chain_refused', 'Proxy.NotFound'],
    touches: ['Proxy.Announcements'],
    gains: ['returned'],
  },
  {
    line: 'proxy announcements reject --wallet val',
    given: announced,
    refused: ['proxy announcements reject --wallet grace', 'chain_refused', 'Proxy.NotFound'],
    touches: ['Proxy.Announcements'],
  },
  {
    line: 'proxy announcements remove --wallet eve',
    given: announced,
    refused: ['proxy announcements remove --wallet grace', 'chain_refused', 'Proxy.NotFound'],
    touches: ['Proxy.Announcements'],
    gains: ['returned'],
  },
]
