/** Where chains are kept: one folder each, under the user's data directory. */
import { homedir } from 'node:os'
import { join } from 'node:path'
import { TaoError } from '../../primitives/errors.ts'

export const DEFAULT_CHAIN = 'default'

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  readonly home: string
}

const here = (): Surroundings => ({ env: process.env, platform: process.platform, home: homedir() })

/** The folder of all that taokit keeps: `TAOKIT_HOME`, or where the platform keeps data. */
export function dataHome({ env, platform, home }: Surroundings = here()): string {
  if (env.TAOKIT_HOME) return env.TAOKIT_HOME
  if (platform === 'win32') return join(env.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'taokit')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'taokit')
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'taokit')
}

const NAME = /^[a-z0-9][a-z0-9_-]{0,63}$/

/** The folder of a chain by its name. @throws TaoError `invalid_argument` for a name that could be more than a name */
export function chainFolder(name = DEFAULT_CHAIN, surroundings: Surroundings = here()): string {
  if (!NAME.test(name)) {
    throw new TaoError('invalid_argument', 'Not a name for a chain', {
      why: 'A name has up to 64 lower-case letters, digits, - and _, and begins with a letter or digit.',
      remedy: 'Choose one like test-1.',
    })
  }
  return join(dataHome(surroundings), 'chains', name)
}
