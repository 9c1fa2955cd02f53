/** Passwords for keys that are about to be written. */
import { TaoError } from '../../../primitives/errors.ts'
import { findPassword, type Password } from '../../../wallet/passwords/sources.ts'
import { passwordWeakness } from '../../../wallet/passwords/strength.ts'
import { describePlace, type KeyPlace } from '../../../wallet/places.ts'
import type { Context } from '../../kit/context.ts'

/**
 * The password that will protect a key: from the environment, a file or a person, who types it twice. It is checked now, not
 * after the mnemonic was shown.
 * @throws TaoError `locked` where there is none and nobody can be asked, `invalid_argument` when it is too weak
 */
export async function newPassword(place: KeyPlace, ctx: Context): Promise<Password> {
  const wallets = await ctx.wallets()
  const found = findPassword(place, wallets.passwords())
  if (found !== undefined) {
    const [password] = found.candidates
    const weakness = passwordWeakness(Buffer.from(password!).toString('utf8'))
    if (weakness === undefined) return password!
    throw new TaoError('invalid_argument', `The password of ${found.source} is too weak for a new key`, {
      why: weakness,
      remedy: 'Take four or five words chosen by chance, or let a password manager make one.',
    })
  }
  return askNewPassword(`New password for the ${describePlace(place)}`, ctx, 'Give it with --wallet-password-file.')
}

/** A password typed twice. @throws TaoError `locked` where nobody can be asked */
export async function askNewPassword(message: string, { person }: Context, remedy: string): Promise<string> {
  if (person === undefined) {
    throw new TaoError('locked', 'A password is needed, and nobody can be asked here', { remedy })
  }
  for (;;) {
    const password = await person.secret({ message, validate: passwordWeakness })
    if ((await person.secret({ message: 'The same once more' })) === password) return password
    await person.say('These were two different passwords. Once again:')
  }
}
