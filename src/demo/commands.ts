/** The commands that the story uses, loaded at once: it runs many of them in one process. */
import chainAdvance from '../commands/chain/advance.ts'
import chainGroup from '../commands/chain/group.ts'
import chainStatus from '../commands/chain/status.ts'
import delegateAdd from '../commands/delegate/add.ts'
import delegateGroup from '../commands/delegate/group.ts'
import emissionGroup from '../commands/emission/group.ts'
import emissionHalvings from '../commands/emission/halvings.ts'
import emissionSupply from '../commands/emission/supply.ts'
import type { AnyCommand, Group } from '../commands/kit/command.ts'
import type { Catalogue } from '../commands/kit/launch.ts'
import { buildTree, indexOf } from '../commands/kit/tree.ts'
import stakeAdd from '../commands/stake/add.ts'
import stakeGroup from '../commands/stake/group.ts'
import stakeList from '../commands/stake/list.ts'
import subnetsCreate from '../commands/subnets/create.ts'
import subnetsGroup from '../commands/subnets/group.ts'
import subnetsList from '../commands/subnets/list.ts'
import subnetsMetagraph from '../commands/subnets/metagraph.ts'
import subnetsPayouts from '../commands/subnets/payouts.ts'
import subnetsPrice from '../commands/subnets/price.ts'
import subnetsRegister from '../commands/subnets/register.ts'
import subnetsStart from '../commands/subnets/start.ts'
import walletBalance from '../commands/wallet/balance.ts'
import walletFund from '../commands/wallet/fund.ts'
import walletGroup from '../commands/wallet/group.ts'
import walletNewColdkey from '../commands/wallet/new-coldkey.ts'
import walletNewHotkey from '../commands/wallet/new-hotkey.ts'
import weightsGroup from '../commands/weights/group.ts'
import weightsReveal from '../commands/weights/reveal.ts'
import weightsSet from '../commands/weights/set.ts'

const GROUPS: Readonly<Record<string, Group>> = {
  chain: chainGroup,
  delegate: delegateGroup,
  emission: emissionGroup,
  stake: stakeGroup,
  subnets: subnetsGroup,
  wallet: walletGroup,
  weights: weightsGroup,
}

const COMMANDS: Readonly<Record<string, AnyCommand>> = {
  'chain advance': chainAdvance,
  'chain status': chainStatus,
  'delegate add': delegateAdd,
  'emission halvings': emissionHalvings,
  'emission supply': emissionSupply,
  'stake add': stakeAdd,
  'stake list': stakeList,
  'subnets create': subnetsCreate,
  'subnets list': subnetsList,
  'subnets metagraph': subnetsMetagraph,
  'subnets payouts': subnetsPayouts,
  'subnets price': subnetsPrice,
  'subnets register': subnetsRegister,
  'subnets start': subnetsStart,
  'wallet balance': walletBalance,
  'wallet fund': walletFund,
  'wallet new-coldkey': walletNewColdkey,
  'wallet new-hotkey': walletNewHotkey,
  'weights reveal': weightsReveal,
  'weights set': weightsSet,
}

/** @param version of the program */
export function demoCommands(version: string): Catalogue {
  const declared = <T>(all: Readonly<Record<string, T>>) =>
    Object.entries(all).map(([line, value]) => ({ path: line.split(' '), value }))
  const tree = buildTree(version, declared(GROUPS), declared(COMMANDS))
  const index = indexOf(tree)
  return {
    index: () => index,
    command: path => tree.commands.find(command => command.path.join(' ') === path.join(' '))!,
    tree: () => tree,
    load: async path => COMMANDS[path.join(' ')]!,
  }
}
