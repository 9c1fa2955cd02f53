/** What a new crowdloan is for, from what its creator typed. */

import { LEASE_CALL, type Lease } from '../../../client/reads/crowdloans.ts'
import { type Call, call } from '../../../client/transactions/call.ts'
import { parseCall } from '../../../client/transactions/raw-call.ts'
import { TaoError } from '../../../primitives/errors.ts'
import { account, flag, integer, text } from '../../kit/options.ts'

const LEASING = ['subnetLease', 'emissionsShare', 'leaseEndBlock'] as const
const CALLING = ['call', 'callArgs', 'customCallPallet', 'customCallMethod'] as const
const FUNDING = ['target', 'fundraising'] as const

export const PURPOSE_OPTIONS = {
  target: account({
    summary: 'Who gets what is raised: an address or a wallet',
    aliases: ['target-address'],
    excludes: [...LEASING, ...CALLING],
    ask: { message: 'Who gets what is raised? (for a subnet to lease: --subnet-lease)', wanted: true },
  }),
  fundraising: flag({ summary: 'It is for a target', excludes: [...LEASING, ...CALLING] }),
  subnetLease: flag({ summary: 'It is for a subnet to lease, which I run', excludes: [...FUNDING, ...CALLING] }),
  emissionsShare: integer({
    summary: "What contributors get of the owner's cut of that subnet, in percent",
    aliases: ['emissions'],
    placeholder: 'PERCENT',
    max: 100,
    excludes: [...FUNDING, ...CALLING],
    ask: { message: "How much of the owner's cut do contributors get, in percent?", wanted: true },
  }),
  leaseEndBlock: integer({
    summary: 'The block from which I can make the subnet mine; never if absent',
    aliases: ['lease-end'],
    placeholder: 'BLOCK',
    min: 1,
    excludes: [...FUNDING, ...CALLING],
  }),
  call: text({
    summary: 'It is for another call, made in my name',
    placeholder: 'PALLET.CALL',
    excludes: [...FUNDING, ...LEASING, 'customCallPallet', 'customCallMethod'],
  }),
  callArgs: text({
    summary: 'The arguments of that call as a JSON object',
    aliases: ['custom-call-args'],
    placeholder: 'JSON',
    excludes: [...FUNDING, ...LEASING],
  }),
  customCallPallet: text({ summary: 'The pallet of that call', hidden: true, excludes: [...FUNDING, ...LEASING] }),
  customCallMethod: text({ summary: 'Its name', hidden: true, excludes: [...FUNDING, ...LEASING] }),
} as const

export interface PurposeInput {
  readonly target: string | undefined
  readonly subnetLease: boolean
  readonly emissionsShare: number | undefined
  readonly leaseEndBlock: number | undefined
  readonly call: string | undefined
  readonly callArgs: string | undefined
  readonly customCallPallet: string | undefined
  readonly customCallMethod: string | undefined
}

const GIVE = 'Give --target, or --subnet-lease with --emissions-share, or --call.'

/** @throws TaoError `usage` for what says too little */
export function checkPurpose(input: PurposeInput): void {
  const { target, subnetLease, emissionsShare, leaseEndBlock, callArgs } = input
  const { customCallPallet: pallet, customCallMethod: method } = input
  if ((pallet === undefined) !== (method === undefined)) {
    throw new TaoError('usage', '--custom-call-pallet and --custom-call-method go together', {
      remedy: 'Give both, or --call PALLET.CALL.',
    })
  }
  const name = nameOf(input)
  if (callArgs !== undefined && name === undefined) {
    throw new TaoError('usage', '--call-args goes with --call', { remedy: 'Add --call PALLET.CALL.' })
  }
  const isLease = subnetLease || leaseEndBlock !== undefined
  if (isLease && emissionsShare === undefined) {
    throw new TaoError('usage', 'Missing: --emissions-share', {
      why: "It says how much of the owner's cut contributors get, in percent.",
      data: { missing: ['--emissions-share'] },
    })
  }
  if (target === undefined && emissionsShare === undefined && name === undefined) {
    throw new TaoError('usage', 'What is the crowdloan for?', { remedy: GIVE })
  }
}

const nameOf = ({ call, customCallPallet, customCallMethod }: PurposeInput): string | undefined =>
  call ?? (customCallPallet === undefined ? undefined : `${customCallPallet}.${customCallMethod}`)

/** What stands in the crowdloan: a target or a call. */
export interface NewPurpose {
  readonly target: string | undefined
  readonly order: Call | undefined
  readonly lease: Lease | undefined
}

/** @param addressOf whom a text means @throws TaoError for what is no call */
export function newPurpose(input: PurposeInput, addressOf: (text: string) => string): NewPurpose {
  const { target, emissionsShare, leaseEndBlock: endBlock } = input
  if (emissionsShare !== undefined) {
    const order = call(LEASE_CALL, { emissions_share: emissionsShare, end_block: endBlock })
    return { target: undefined, order, lease: { emissionsShare, endBlock } }
  }
  const name = nameOf(input)
  if (name === undefined) return { target: addressOf(target!), order: undefined, lease: undefined }
  return { target: undefined, order: parseCall(name, input.callArgs ?? '{}'), lease: undefined }
}
