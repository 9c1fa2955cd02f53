/** What all pages share. */
import type { Overview } from '../local-chain/node/rpc/explorer/answers.ts'
import type { Child } from './dom.ts'
import type { Rpc } from './rpc.ts'

export interface Site {
  readonly rpc: Rpc
  /** The names of development accounts, by address. */
  readonly names: ReadonlyMap<string, string>
  /** What was last heard of the chain as a whole. */
  readonly overview: Overview | undefined
}

/** A page while it is looked at: what it asks the node for, and how it is drawn from the answers. */
export interface Page {
  readonly title: () => string
  /** Asks the node; called again at new blocks where `live` says so. */
  readonly load: () => Promise<void>
  /** Called after `load`, and after `act`. */
  readonly draw: () => Child
  readonly live: boolean
  /** Something on the page was pressed or moved: the element's `data-act` and its value. */
  readonly act?: (act: string, value: string) => void | Promise<void>
}
