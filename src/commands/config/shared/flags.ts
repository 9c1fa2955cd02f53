/** Each setting as a flag of the commands that change settings, as btcli has it: `tao config set --network finney`. */
import { COMMAND_KEYS, CONFIG_KEYS, type ConfigKey } from '../../kit/config-keys.ts'

/** With a value, or one of commands that is on or off. The others are settings of every command here as well. */
const isOffered = ({ name, option }: ConfigKey): boolean => option.type !== undefined || name in COMMAND_KEYS

export const OFFERED: readonly ConfigKey[] = CONFIG_KEYS.filter(isOffered)

export const camel = (name: string): string => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())

const CACHE = { why: 'What may be kept between runs is kept without being told.', remedy: 'Leave it out.' } as const
const DASHBOARD = 'There is no dashboard.'

export const REFUSES = {
  cache: CACHE,
  'no-cache': CACHE,
  'disk-cache': CACHE,
  'no-disk-cache': CACHE,
  'dashboard-path': DASHBOARD,
  'dashboard.path': DASHBOARD,
  'dash-path': DASHBOARD,
  'dash.path': DASHBOARD,
} as const
