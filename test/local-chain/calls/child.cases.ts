/** What root decides of children. */
import { type CallCase, ROOT } from './support/case.ts'
import { inhabitedStage } from './support/world.ts'

export const stage = inhabitedStage

const setter = (call: string, args: Record<string, unknown>, item: string, event?: string): CallCase => {
  const value = Object.values(args)[0]
  return {
    call: `SubtensorModule.${call}`,
    by: ROOT,
    args,
    events: event === undefined ? [] : [[event, [value]]],
    state: [[item, [], value]],
    authority: { Bob: 'BadOrigin' },
    refused: [{ error: 'BadOrigin', by: 'Charlie' }],
  }
}

export const cases: readonly CallCase[] = [
  setter(
    'sudo_set_tx_childkey_take_rate_limit',
    { tx_rate_limit: 7n },
    'TxChildkeyTakeRateLimit',
    'TxChildKeyTakeRateLimitSet',
  ),
  setter('sudo_set_min_childkey_take', { take: 65_535 }, 'MinChildkeyTake', 'MinChildKeyTakeSet'),
  setter('sudo_set_max_childkey_take', { take: 0 }, 'MaxChildkeyTake', 'MaxChildKeyTakeSet'),
  setter('set_pending_childkey_cooldown', { cooldown: 0n }, 'PendingChildKeyCooldown'),
]
