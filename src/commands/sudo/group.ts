import { group } from '../kit/command.ts'

export default group({
  summary: 'Settings of subnets and of the network: by the owner, or as root',
  aliases: ['hparams', 'su', 'hyperparameters'],
  order: ['get', 'set', 'trim', 'trigger-epoch', 'get-take', 'set-take', 'stake-burn', 'call'],
})
