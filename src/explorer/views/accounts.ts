import { h } from '../dom.ts'
import { amount, empty, hash, heading, link } from '../parts.ts'
import { href } from '../routes.ts'
import type { Page, Site } from '../site.ts'
import { table } from '../table.ts'

/** The accounts that the chain comes with. */
export function accountsPage(site: Site, refresh: () => Promise<void>): Page {
  return {
    title: () => 'Accounts',
    live: true,
    load: refresh,
    draw: () => [
      heading('Accounts'),
      h('p', {}, 'These come with the chain, and everybody can make their keys. Search for any other by its address.'),
      site.overview === undefined
        ? empty('Loading…')
        : table(
            site.overview.accounts,
            [
              { title: 'Name', cell: ({ name }) => name },
              { title: 'Address', cell: ({ address }) => link(href.account(address), hash(address, { full: true })) },
              { title: 'Role', cell: ({ roles }) => roles.join(', ') },
              { title: 'Free', numeric: true, cell: ({ free }) => amount(free) },
            ],
            { label: 'Development accounts', keyOf: ({ address }) => address, empty: 'This chain comes with none.' },
          ),
    ],
  }
}
