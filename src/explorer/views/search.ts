import type { Found } from '../../local-chain/node/rpc/explorer/answers.ts'
import { h } from '../dom.ts'
import { harmless, plural } from '../format.ts'
import { foreign, heading } from '../parts.ts'
import { href } from '../routes.ts'
import type { Page, Site } from '../site.ts'

/** Goes to what a text names, or says that nothing was found. */
export function searchPage(site: Site, text: string, goTo: (place: string) => void): Page {
  let found: Found | undefined
  return {
    title: () => `Search: ${harmless(text)}`,
    live: false,
    load: async () => {
      found = await site.rpc.call<Found>('tao_explorerFind', text)
      const place = placeOf(found)
      if (place !== undefined) goTo(place)
    },
    draw: () => [
      heading('Search'),
      found?.kind === 'nothing' && [
        h('p', {}, 'Nothing is called ', h('strong', {}, foreign(text)), ' here.'),
        found.searchedBack > 0 &&
          h('p', { class: 'dim' }, `The last ${plural(found.searchedBack, 'block')} were looked through.`),
        h(
          'p',
          {},
          'A block is found by its number or hash, an extrinsic by its hash or as 7-1, an account by its address, ',
          'public key or a name such as Alice, a subnet as sn1.',
        ),
      ],
    ],
  }
}

export function placeOf(found: Found): string | undefined {
  switch (found.kind) {
    case 'block':
      return href.block(found.number)
    case 'extrinsic':
      return href.extrinsic(found.block, found.index)
    case 'account':
      return href.account(found.address)
    case 'subnet':
      return href.subnet(found.netuid)
    case 'nothing':
      return undefined
  }
}
