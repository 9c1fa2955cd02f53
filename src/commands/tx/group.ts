import { group } from '../kit/command.ts'

export default group({ summary: 'Names that btcli v11 has for transactions', hidden: true })
