import { group } from '../../kit/command.ts'

export default group({ summary: 'Passwords in the keychain of macOS: not offered', hidden: true })
