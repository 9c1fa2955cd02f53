import { developmentAccounts } from '../../funds.ts'
import { method } from '../method.ts'

/** What chain this is, how far it has come, and how its blocks are made. */
export const status = method({
  name: 'tao_status',
  unsafe: true,
  params: [],
  run: ({ chain, version, instance }) => {
    const { head, spec } = chain
    const time = chain.timeOf(chain.header(head.hash)!)
    return {
      version,
      instance,
      profile: spec.profile.name,
      chain: spec.chainName,
      specVersion: spec.profile.version.specVersion,
      genesisHash: chain.genesisHash,
      head,
      oldestState: chain.oldestState,
      time: time === undefined ? null : Number(time),
      slotMilliseconds: Number(chain.slotDuration),
      sealing: chain.sealing,
      pool: chain.poolCounts,
      conveniences: spec.conveniences,
    }
  },
})

/** The name of this run of the node: by it a client knows that it has found the one it looked for. */
export const instance = method({ name: 'tao_instance', params: [], run: host => host.instance })

export const accounts = method({
  name: 'tao_accounts',
  unsafe: true,
  params: [],
  run: ({ chain }) => developmentAccounts(chain).map(account => ({ ...account, free: account.free.toString() })),
})
