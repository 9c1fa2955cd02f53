/** `delegateInfo`, `neuronInfo`, `subnetInfo`, `stakeInfo`. Reference: pallets/subtensor/rpc SubtensorCustomApi. */
import { ACCOUNT_LENGTH, accountBytes } from '../../../../primitives/account.ts'
import { concatBytes } from '../../../../primitives/bytes.ts'
import { decode } from '../../../scale/codec.ts'
import { option, vec } from '../../../scale/collections.ts'
import { u8, u16, u64 } from '../../../scale/primitives.ts'
import { exact } from '../json.ts'
import { type Method, method } from '../method.ts'
import { blockHash, optional, type ParamType, param } from '../params.ts'
import { address } from '../system/account-next-index.ts'
import { ask, byteList, unable, whole, wholes } from './asking.ts'

const U16_MAX = 0xffff
const U8_MAX = 0xff

const netuid = param('netuid', whole(u16, U16_MAX))
const uid = param('uid', whole(u16, U16_MAX))
const mecid = param('mecid', whole(u8, U8_MAX))
const metagraphIndex = param('metagraph_index', wholes(vec(u16), U16_MAX))
const at = optional('at', blockHash)

const accountText: ParamType<Uint8Array> = {
  expects: address.expects,
  read: value => {
    const account = address.read(value)
    return account && accountBytes(account)
  },
}
const coldkey = param('coldkey', accountText)

/** An account as a list of bytes. Whether there are enough of them is found out later, as in the reference. */
const accountList: ParamType<Uint8Array> = {
  expects: 'a list of bytes: the account',
  read: value =>
    Array.isArray(value) && value.every(byte => Number.isInteger(byte) && byte >= 0 && byte <= U8_MAX)
      ? Uint8Array.from(value)
      : undefined,
}

/** Methods that take nothing, or a netuid, beside the block. */
const simple = (name: string, api: string, what: string): Method =>
  method({ name, params: [at], run: async ({ chain }, at) => byteList(await ask(chain, what, api, NOTHING, at)) })

const ofSubnet = (name: string, api: string, what: string): Method =>
  method({
    name,
    params: [netuid, at],
    run: async ({ chain }, netuid, at) => byteList(await ask(chain, what, api, netuid, at)),
  })

const NOTHING = new Uint8Array(0)
const DELEGATES = 'get delegates info'

const ofAccount = (name: string, api: string, argument: string): Method =>
  method({
    name,
    params: [param(argument, accountList), at],
    run: async ({ chain }, account, at) => {
      if (account.length < ACCOUNT_LENGTH) {
        throw unable(DELEGATES, 'Error { cause: None, desc: "Not enough data to fill buffer" }')
      }
      return byteList(await ask(chain, DELEGATES, api, account.subarray(0, ACCOUNT_LENGTH), at))
    },
  })

const delegates: readonly Method[] = [
  simple('delegateInfo_getDelegates', 'DelegateInfoRuntimeApi_get_delegates', DELEGATES),
  ofAccount('delegateInfo_getDelegate', 'DelegateInfoRuntimeApi_get_delegate', 'delegate_account_vec'),
  ofAccount('delegateInfo_getDelegated', 'DelegateInfoRuntimeApi_get_delegated', 'delegatee_account_vec'),
]

const ofNeuron = (name: string, api: string, what: string): Method =>
  method({
    name,
    params: [netuid, uid, at],
    run: async ({ chain }, netuid, uid, at) => byteList(await ask(chain, what, api, concatBytes(netuid, uid), at)),
  })

const neurons: readonly Method[] = [
  ofSubnet('neuronInfo_getNeuronsLite', 'NeuronInfoRuntimeApi_get_neurons_lite', 'get neurons lite info'),
  ofNeuron('neuronInfo_getNeuronLite', 'NeuronInfoRuntimeApi_get_neuron_lite', 'get neurons lite info'),
  ofSubnet('neuronInfo_getNeurons', 'NeuronInfoRuntimeApi_get_neurons', 'get neurons info'),
  ofNeuron('neuronInfo_getNeuron', 'NeuronInfoRuntimeApi_get_neuron', 'get neuron info'),
]

const SUBNET = 'get subnet info'
const SUBNETS = 'get subnets info'
const DYNAMIC = 'get dynamic subnets info'
/** The reference's own spelling. */
const METAGRAPHS = 'get metagraps'

const subnets: readonly Method[] = [
  ofSubnet('subnetInfo_getSubnetInfo', 'SubnetInfoRuntimeApi_get_subnet_info', SUBNET),
  simple('subnetInfo_getSubnetsInfo', 'SubnetInfoRuntimeApi_get_subnets_info', SUBNETS),
  ofSubnet('subnetInfo_getSubnetInfo_v2', 'SubnetInfoRuntimeApi_get_subnet_info_v2', SUBNET),
  simple('subnetInfo_getSubnetsInfo_v2', 'SubnetInfoRuntimeApi_get_subnets_info_v2', SUBNETS),
  ofSubnet('subnetInfo_getSubnetHyperparams', 'SubnetInfoRuntimeApi_get_subnet_hyperparams', SUBNET),
  ofSubnet('subnetInfo_getSubnetHyperparamsV2', 'SubnetInfoRuntimeApi_get_subnet_hyperparams_v2', SUBNET),
  simple('subnetInfo_getAllDynamicInfo', 'SubnetInfoRuntimeApi_get_all_dynamic_info', DYNAMIC),
  ofSubnet('subnetInfo_getDynamicInfo', 'SubnetInfoRuntimeApi_get_dynamic_info', DYNAMIC),
  simple('subnetInfo_getAllMetagraphs', 'SubnetInfoRuntimeApi_get_all_metagraphs', METAGRAPHS),
  ofSubnet('subnetInfo_getMetagraph', 'SubnetInfoRuntimeApi_get_metagraph', DYNAMIC),
  simple('subnetInfo_getAllMechagraphs', 'SubnetInfoRuntimeApi_get_all_mechagraphs', METAGRAPHS),
  ofSubnet('subnetInfo_getSubnetState', 'SubnetInfoRuntimeApi_get_subnet_state', 'get subnet state info'),
  ofSubnet('subnetInfo_getSubnetAccountId', 'SubnetInfoRuntimeApi_get_subnet_account_id', 'get subnet account id'),
  method({
    name: 'subnetInfo_getMechagraph',
    params: [netuid, mecid, at],
    run: async ({ chain }, netuid, mecid, at) => {
      const input = concatBytes(netuid, mecid)
      return byteList(await ask(chain, DYNAMIC, 'SubnetInfoRuntimeApi_get_mechagraph', input, at))
    },
  }),
  method({
    name: 'subnetInfo_getSelectiveMetagraph',
    params: [netuid, metagraphIndex, at],
    run: async ({ chain }, netuid, index, at) => {
      const api = 'SubnetInfoRuntimeApi_get_selective_metagraph'
      return byteList(await ask(chain, 'get selective metagraph', api, concatBytes(netuid, index), at))
    },
  }),
  method({
    name: 'subnetInfo_getSelectiveMechagraph',
    params: [netuid, mecid, metagraphIndex, at],
    run: async ({ chain }, netuid, mecid, index, at) => {
      const api = 'SubnetInfoRuntimeApi_get_selective_mechagraph'
      return byteList(await ask(chain, 'get selective metagraph', api, concatBytes(netuid, mecid, index), at))
    },
  }),
  method({
    name: 'subnetInfo_getColdkeyAutoStakeHotkey',
    params: [coldkey, netuid, at],
    run: async ({ chain }, coldkey, netuid, at) => {
      const api = 'SubnetInfoRuntimeApi_get_coldkey_auto_stake_hotkey'
      return byteList(await ask(chain, 'get coldkey auto stake hotkey', api, concatBytes(coldkey, netuid), at))
    },
  }),
  method({
    name: 'subnetInfo_getLockCost',
    params: [at],
    run: async ({ chain }, at) => {
      const api = 'SubnetRegistrationRuntimeApi_get_network_registration_cost'
      return exact(decode(u64, await ask(chain, 'get subnet lock cost', api, NOTHING, at)))
    },
  }),
  method({
    name: 'subnetInfo_getSubnetToPrune',
    params: [at],
    run: async ({ chain }, at) => {
      const api = 'SubnetInfoRuntimeApi_get_subnet_to_prune'
      return decode(option(u16), await ask(chain, 'get subnet to prune', api, NOTHING, at)) ?? null
    },
  }),
]

const stakes: readonly Method[] = [
  method({
    name: 'stakeInfo_getColdkeyLock',
    params: [coldkey, netuid, at],
    run: async ({ chain }, coldkey, netuid, at) => {
      const api = 'StakeInfoRuntimeApi_get_coldkey_lock'
      return byteList(await ask(chain, 'get coldkey lock', api, concatBytes(coldkey, netuid), at))
    },
  }),
]

export const INFO: readonly Method[] = [...delegates, ...neurons, ...subnets, ...stakes]
