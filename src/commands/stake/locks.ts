import list from '../lock/list.ts'

/** `lock list`, beside the stake that it binds. */
export default {
  ...list,
  examples: [
    { line: 'tao stake locks', does: 'Locks of the wallet of the settings' },
    { line: 'tao stake locks main --netuid 1', does: 'On one subnet' },
  ],
}
