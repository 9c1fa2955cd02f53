/** What is known of a parameter: where it stands, what it means, and by which calls it is set by whom. */

/** How a value is held and written. */
export type ParameterType =
  | { readonly kind: 'integer'; readonly bits: 8 | 16 | 32 | 64; readonly unit: string }
  | { readonly kind: 'signed'; readonly bits: 16; readonly unit: string }
  | { readonly kind: 'flag' }
  | { readonly kind: 'tao' }
  /** Alpha in rao; `fracBits` where the chain holds it as a fixed-point number. */
  | { readonly kind: 'alpha'; readonly fracBits: number }
  /** A share, held as so many parts of a whole. */
  | { readonly kind: 'share'; readonly whole: bigint; readonly bits: 16 | 64 }
  /** Two shares, the lower first. */
  | { readonly kind: 'shares'; readonly whole: bigint }
  | { readonly kind: 'fixed'; readonly fracBits: number; readonly bits: 128; readonly signed: boolean }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'account' }

/** How often the owner may do it. Reference: utils/rate_limiting.rs */
export type OwnerLimit =
  /** By parameter: so many tempos as the network says. */
  | { readonly kind: 'parameter'; readonly key: string }
  /** By the number of a kind of transaction. */
  | { readonly kind: 'transaction'; readonly number: number; readonly blocks: Interval }
  /** The owner hotkey: for root too. */
  | { readonly kind: 'owner-hotkey' }

/** Blocks between two times. Some are shorter on chains with fast blocks; `versionKey` counts in tempos. */
export type Interval = 'version-key' | 'min-tempo' | { readonly normal: number; readonly fast: number }

export interface Setter {
  readonly call: string
  /** The names of the arguments beside the subnet. */
  readonly args: readonly string[]
  /** `either`: the subnet's owner, or root. */
  readonly by: 'owner' | 'root' | 'either'
  /** Not shortly before an epoch: for the owner, or for root too. */
  readonly window: 'none' | 'owner' | 'all'
  readonly limit?: OwnerLimit
  /** What the chain takes, in the units that it is held in. */
  readonly min?: bigint
  readonly max?: bigint
  /** What the owner may set at most, where root may set more. */
  readonly ownerMin?: bigint
  readonly ownerMax?: bigint
}

export interface Parameter {
  readonly name: string
  /** Other names it goes by; those of its storage item and its calls are known anyway. */
  readonly aliases: readonly string[]
  readonly meaning: string
  readonly type: ParameterType
  readonly scope: 'subnet' | 'network'
  /** e.g. `SubtensorModule.Tempo` */
  readonly storage: string
  /** None: it cannot be set. */
  readonly setters: readonly Setter[]
  /** The chain keeps it, and nothing depends on it any more. */
  readonly isInert: boolean
}

const snake = (name: string): string => name.replace(/(?<=[a-z0-9])[A-Z]/g, '_$&').toLowerCase()

/** The names that find a parameter: its own, aliases, the storage item's, the calls'. */
export function namesOf({ name, aliases, storage, setters }: Parameter): readonly string[] {
  const item = snake(storage.slice(storage.indexOf('.') + 1))
  const calls = setters.map(({ call }) => call.slice(call.indexOf('.') + 1).replace(/^(?:sudo_)?set_/, ''))
  return [...new Set([name, ...aliases, item, ...calls])]
}

/** As people may write a name: `Min-Burn`, `MinBurn`, `sudo_set_min_burn`. */
export const canonicalName = (text: string): string =>
  snake(text.trim())
    .replaceAll('-', '_')
    .replace(/^sudo_set_/, '')
