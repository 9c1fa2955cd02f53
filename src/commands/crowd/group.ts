import { group } from '../kit/command.ts'

export default group({
  summary: 'Crowdloans: put TAO together for somebody, for a subnet to lease, or for another call',
  aliases: ['cr', 'crowdloan'],
  also: ['utils crowd', 'utils cr', 'utils crowdloan'],
  order: [
    ...['list', 'info', 'contributors'],
    ...['create', 'update', 'contribute', 'withdraw'],
    ...['finalize', 'refund', 'dissolve'],
  ],
})
