/** Where neurons serve, who people say they are, keys of the EVM, the power of votes. */
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { associationMessage, hashMessageEip191 } from '../../../src/local-chain/pallets/subtensor/utils/evm.ts'
import { ZERO_ACCOUNT } from '../../../src/primitives/account.ts'
import { concatBytes, fromHex, toHex, utf8 } from '../../../src/primitives/bytes.ts'
import { accountOf, type CallCase, hot, hotkeyOf, later, put, type Refusal, ROOT, sent } from './support/case.ts'
import { inhabitedStage, NETUID } from './support/world.ts'

export const stage = inhabitedStage

const LOCALHOST = 0x7f00_0001n
const prometheus = { netuid: NETUID, version: 1, ip: 0x0102_0304n, port: 9090, ip_type: 4 }
const axon = { ...prometheus, port: 8091, protocol: 4, placeholder1: 1, placeholder2: 2 }

const refusedEndpoints = (call: string, args: object): readonly Refusal[] => [
  { error: 'HotKeyNotRegisteredInNetwork', by: 'Dave', door: 'Custom(10)' },
  { error: 'InvalidIpType', args: { ip_type: 5 }, door: 'Custom(255)' },
  { error: 'InvalidIpAddress', args: { ip: LOCALHOST }, door: 'Custom(11)' },
  { error: 'ServingRateLimitExceeded', given: sent(hot('Alice'), call, { ...args }), door: 'Custom(12)' },
  { error: 'InvalidPort', args: { port: 0 }, door: 'Custom(13)' },
]

const identity = {
  name: utf8('Charlie'),
  url: utf8('https://example.org'),
  github_repo: utf8(''),
  image: utf8(''),
  discord: utf8('charlie'),
  description: utf8('A miner'),
  additional: utf8(''),
}
const subnetIdentity = {
  subnet_name: utf8('Ours'),
  github_repo: utf8('https://example.org/ours'),
  subnet_contact: utf8(''),
  subnet_url: utf8(''),
  discord: utf8(''),
  description: utf8(''),
  logo_url: utf8(''),
  additional: utf8(''),
}

/** The first of the well-known development keys of Ethereum tools, and its address. */
const SECRET = fromHex('0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80')
const ADDRESS = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266'
const recovered = secp256k1.sign(hashMessageEip191(associationMessage(hotkeyOf('Alice'), 5n)), SECRET, {
  prehash: false,
  format: 'recovered',
})
const signature = toHex(concatBytes(recovered.slice(1), Uint8Array.of(recovered[0]! + 27)))
const association = { netuid: NETUID, evm_key: ADDRESS, block_number: 5n, signature }

export const cases: readonly CallCase[] = [
  {
    call: 'SubtensorModule.serve_axon',
    by: hot('Alice'),
    args: axon,
    events: [['AxonServed', [2, hotkeyOf('Alice')]]],
    state: [
      [
        'Axons',
        [2, hotkeyOf('Alice')],
        {
          version: 1,
          ip: 16909060n,
          port: 8091,
          ip_type: 4,
          protocol: 4,
          placeholder1: 1,
          placeholder2: 2,
          block: 21n,
        },
      ],
    ],
    refused: refusedEndpoints('serve_axon', axon),
  },
  {
    call: 'SubtensorModule.serve_axon_tls',
    by: hot('Alice'),
    args: { ...axon, certificate: Uint8Array.of(1, 2, 3, 4) },
    events: [['AxonServed', [2, hotkeyOf('Alice')]]],
    state: [
      ['NeuronCertificates', [2, hotkeyOf('Alice')], { public_key: Uint8Array.of(2, 3, 4), algorithm: 1 }],
      [
        'Axons',
        [2, hotkeyOf('Alice')],
        {
          version: 1,
          ip: 16909060n,
          port: 8091,
          ip_type: 4,
          protocol: 4,
          placeholder1: 1,
          placeholder2: 2,
          block: 21n,
        },
      ],
    ],
    refused: refusedEndpoints('serve_axon', axon),
  },
  {
    call: 'SubtensorModule.serve_prometheus',
    by: hot('Alice'),
    args: prometheus,
    events: [['PrometheusServed', [2, hotkeyOf('Alice')]]],
    state: [['Prometheus', [2, hotkeyOf('Alice')], { version: 1, ip: 16909060n, port: 9090, ip_type: 4, block: 21n }]],
    refused: [...refusedEndpoints('serve_prometheus', prometheus), { error: 'InvalidIpAddress', args: { ip: 0n } }],
  },
  {
    call: 'SubtensorModule.set_identity',
    by: 'Charlie',
    args: identity,
    events: [['ChainIdentitySet', [accountOf('Charlie')]]],
    state: [
      [
        'IdentitiesV2',
        accountOf('Charlie'),
        {
          name: utf8('Charlie'),
          url: utf8('https://example.org'),
          github_repo: Uint8Array.of(),
          image: Uint8Array.of(),
          discord: utf8('charlie'),
          description: utf8('A miner'),
          additional: Uint8Array.of(),
        },
      ],
    ],
    refused: [
      { error: 'HotKeyNotRegisteredInNetwork', by: 'Dave' },
      { error: 'InvalidIdentity', args: { name: new Uint8Array(257) } },
      { error: 'InvalidIdentity', args: { additional: new Uint8Array(1025) } },
    ],
  },
  {
    call: 'SubtensorModule.set_subnet_identity',
    by: 'Bob',
    args: { netuid: NETUID, ...subnetIdentity },
    events: [['SubnetIdentitySet', [2]]],
    state: [
      [
        'SubnetIdentitiesV3',
        2,
        {
          subnet_name: utf8('Ours'),
          github_repo: utf8('https://example.org/ours'),
          subnet_contact: Uint8Array.of(),
          subnet_url: Uint8Array.of(),
          discord: Uint8Array.of(),
          description: Uint8Array.of(),
          logo_url: Uint8Array.of(),
          additional: Uint8Array.of(),
        },
      ],
    ],
    refused: [
      { error: 'NotSubnetOwner', by: 'Eve' },
      { error: 'InvalidIdentity', args: { subnet_name: new Uint8Array(257) } },
    ],
  },
  {
    call: 'SubtensorModule.associate_evm_key',
    by: hot('Alice'),
    given: later(7200),
    args: association,
    events: [
      [
        'EvmKeyAssociated',
        {
          netuid: 2,
          hotkey: hotkeyOf('Alice'),
          evm_key: '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266',
          block_associated: 7221n,
        },
      ],
    ],
    state: [['AssociatedEvmAddress', [2, 1], ['0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266', 7221n]]],
    refused: [
      {
        error: 'EvmKeyAssociateRateLimitExceeded',
        given: sent(hot('Alice'), 'associate_evm_key', association),
        door: 'Custom(20)',
      },
      { error: 'HotKeyNotRegisteredInSubNet', by: 'Dave', door: 'Custom(19)' },
      { error: 'InvalidIdentity', args: { signature: `0x${'00'.repeat(65)}` } },
      { error: 'InvalidRecoveredPublicKey', args: { evm_key: `0x${'11'.repeat(20)}` } },
      { error: 'NonAssociatedColdKey', given: put('Owner', hotkeyOf('Alice'), ZERO_ACCOUNT) },
    ],
  },
  {
    call: 'SubtensorModule.enable_voting_power_tracking',
    by: 'Bob',
    args: { netuid: NETUID },
    events: [['VotingPowerTrackingEnabled', { netuid: 2 }]],
    state: [['VotingPowerTrackingEnabled', 2, true]],
    authority: { root: 'ok', Eve: 'BadOrigin' },
    refused: [{ error: 'BadOrigin', by: 'Charlie' }],
  },
  {
    call: 'SubtensorModule.disable_voting_power_tracking',
    by: 'Bob',
    given: sent('Bob', 'enable_voting_power_tracking', { netuid: NETUID }),
    args: { netuid: NETUID },
    events: [['VotingPowerTrackingDisableScheduled', { netuid: 2, disable_at_block: 100822n }]],
    state: [['VotingPowerDisableAtBlock', 2, 100822n]],
    authority: { root: 'ok', Eve: 'BadOrigin' },
    refused: [{ error: 'VotingPowerTrackingNotEnabled', given: put('VotingPowerTrackingEnabled', NETUID, false) }],
  },
  {
    call: 'SubtensorModule.sudo_set_voting_power_ema_alpha',
    by: ROOT,
    args: { netuid: NETUID, alpha: 10n ** 18n },
    events: [['VotingPowerEmaAlphaSet', { netuid: 2, alpha: 1000000000000000000n }]],
    state: [['VotingPowerEmaAlpha', 2, 1000000000000000000n]],
    authority: { Bob: 'BadOrigin' },
    refused: [{ error: 'InvalidVotingPowerEmaAlpha', args: { alpha: 10n ** 18n + 1n } }],
  },
]
