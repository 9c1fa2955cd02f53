import type { ActionCommand } from '../kit/command.ts'
import { type Options, text } from '../kit/options.ts'
import { alsoHere } from '../shared/elsewhere.ts'
import command from '../subnets/set-identity.ts'

const { options = {}, ...rest } = alsoHere(command) as ActionCommand<Options, Options, unknown>

/** btcli v11 has it here, and calls the name of the subnet `--name`. */
const setIdentity: ActionCommand<Options, Options, unknown> = {
  ...rest,
  options: { ...options, subnetName: text({ summary: 'The name of the subnet', aliases: ['name', 'sn-name'] }) },
}

export default setIdentity
