import { expect, test } from 'vitest'
import { call } from '../src/client/transactions/call.ts'
import { addressOf, openSandbox } from './support/sandbox.ts'
test('x', async () => {
  const t0 = Date.now()
  const s = await openSandbox()
  console.log('open', Date.now() - t0)
  const out = await s.send('//Alice', call('SubtensorModule.register_network', { hotkey: addressOf('//Alice//hot') }))
  console.log(out.events.map(e => e.name), Date.now() - t0)
  await s.advance(100)
  console.log(s.inside.head, Date.now() - t0)
  const c = await s.chain.with({ storage: ['SubtensorModule.Owner','SubtensorModule.RootClaimType','Swap.SwapBalancer','SubtensorModule.PendingChildKeys','SubtensorModule.RootClaimable'], apis:['StakeInfoRuntimeApi.get_stake_availability_for_coldkeys','DelegateInfoRuntimeApi.get_delegates','SwapRuntimeApi.sim_swap_tao_for_alpha'], constants: ['SubtensorModule.InitialMinStake','Balances.ExistentialDeposit'] })
  console.log(await c.get('SubtensorModule.Owner', addressOf('//Bob')), await c.get('SubtensorModule.RootClaimType', addressOf('//Bob')), await c.get('Swap.SwapBalancer', 2), await c.get('SubtensorModule.PendingChildKeys', 2, addressOf('//Bob')), await c.get('SubtensorModule.RootClaimable', addressOf('//Bob')))
  console.log(await c.ask('StakeInfoRuntimeApi.get_stake_availability_for_coldkeys', [addressOf('//Alice')], null), c.constant('SubtensorModule.InitialMinStake'), c.constant('Balances.ExistentialDeposit'))
  console.log(await c.ask('DelegateInfoRuntimeApi.get_delegates'), await c.ask('SwapRuntimeApi.sim_swap_tao_for_alpha', 2, 10n**9n))
  expect(1).toBe(1)
  await s.close()
})
