import type { BlockLine } from '../../local-chain/node/rpc/explorer/answers.ts'
import { type Child, h } from '../dom.ts'
import { empty, heading, link } from '../parts.ts'
import { href } from '../routes.ts'
import type { Page, Site } from '../site.ts'
import { blocksTable } from './overview.ts'

const PAGE = 50
/** The node counts in 32 bits. */
const NEWEST = 0xffff_ffff

/** @param from the newest block of the list; the head, with each new block, where nothing is said */
export function blocksPage(site: Site, from: number | undefined): Page {
  let blocks: readonly BlockLine[] = []
  return {
    title: () => 'Blocks',
    live: from === undefined,
    load: async () => {
      blocks = await site.rpc.call<readonly BlockLine[]>('tao_explorerBlocks', from ?? NEWEST, PAGE)
    },
    draw: () => [
      heading('Blocks'),
      blocks.length === 0 ? empty('No blocks.') : blocksTable(blocks),
      pager(blocks, from),
    ],
  }
}

function pager(blocks: readonly BlockLine[], from: number | undefined): Child {
  const oldest = blocks.at(-1)?.number ?? 0
  return h(
    'nav',
    { class: 'pager', 'aria-label': 'More blocks' },
    from !== undefined && link(href.blocks(from + PAGE), '← Newer'),
    from !== undefined && link(href.blocks(), 'Newest'),
    oldest > 0 && link(href.blocks(oldest - 1), 'Older →'),
  )
}
