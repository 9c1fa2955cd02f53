/** The page as a whole: shows what the address names, keeps it fresh while blocks come, and says when the node is away. */
import type { Overview } from '../local-chain/node/rpc/explorer/answers.ts'
import { type Child, h, redraw } from './dom.ts'
import { countText } from './format.ts'
import { foreign, heading, block as toBlock } from './parts.ts'
import { href, parseRoute, type Route, SECTIONS } from './routes.ts'
import { ConnectionLost, type ConnectionState, Rpc, RpcFailure } from './rpc.ts'
import type { Page, Site } from './site.ts'
import { accountPage } from './views/account.ts'
import { accountsPage } from './views/accounts.ts'
import { blockPage } from './views/block.ts'
import { blocksPage } from './views/blocks.ts'
import { extrinsicPage } from './views/extrinsic.ts'
import { overviewPage } from './views/overview.ts'
import { searchPage } from './views/search.ts'
import { subnetPage } from './views/subnet.ts'
import { subnetsPage } from './views/subnets.ts'

/** A page that is being asked for. */
interface Loading {
  readonly page: Page | undefined
  /** Whether it is to be asked for once more. */
  again: boolean
  done: Promise<void>
}

/** A page is asked for anew no more often than that, however fast blocks come. */
const REFRESH_MILLISECONDS = 500
/** Who hears the page is told of new blocks no more often than that. */
const ANNOUNCE_MILLISECONDS = 30_000

const part = <E extends HTMLElement>(id: string): E => document.getElementById(id) as E

export class App {
  private readonly main = part('main')
  private readonly rpc: Rpc
  private names: ReadonlyMap<string, string> = new Map()
  private overview: Overview | undefined
  private route: Route = { page: 'overview' }
  private page: Page | undefined
  private failure: unknown
  private state: ConnectionState = 'connecting'
  private head: { readonly number: number; readonly parentHash: string } | undefined
  private paused = false
  /** Whether the page that is shown was drawn before. */
  private drawn = false
  private loading: Loading | undefined
  private soon: ReturnType<typeof setTimeout> | undefined
  private lastLoad = 0
  private lastAnnounced = 0

  constructor(url: string) {
    this.rpc = new Rpc(url, state => this.onState(state))
    this.rpc.subscribe<{ number: string; parentHash: string }>('chain_subscribeNewHeads', ({ number, parentHash }) =>
      this.onHead({ number: Number(number), parentHash }),
    )
    addEventListener('hashchange', () => this.go())
    part<HTMLFormElement>('search').addEventListener('submit', event => this.onSearch(event))
    part('skip').addEventListener('click', event => {
      // The part of the address behind # names the page here.
      event.preventDefault()
      this.main.focus()
    })
    part('pause').addEventListener('click', () => this.onPause())
    for (const kind of ['click', 'input']) this.main.addEventListener(kind, event => this.onAct(event))
    this.go()
  }

  private get site(): Site {
    const app = this
    return {
      rpc: app.rpc,
      get names() {
        return app.names
      },
      get overview() {
        return app.overview
      },
    }
  }

  /** Shows what the address names now. */
  private go(): void {
    const first = this.page === undefined
    this.route = parseRoute(location.hash)
    this.page = this.pageOf(this.route)
    this.failure = undefined
    this.drawn = false
    for (const link of part('sections').querySelectorAll('a')) {
      const isHere = link.getAttribute('href') === SECTIONS[this.route.page]
      if (isHere) link.setAttribute('aria-current', this.route.page === 'overview' ? 'page' : 'true')
      else link.removeAttribute('aria-current')
    }
    this.main.setAttribute('aria-busy', 'true')
    const { page } = this
    void this.load().then(() => {
      if (first || page !== this.page) return
      // Who uses the keys, or hears the page, begins at the top of the new one.
      this.main.querySelector('h1')?.focus({ preventScroll: true })
      scrollTo(0, 0)
    })
  }

  private pageOf(route: Route): Page | undefined {
    const { site } = this
    switch (route.page) {
      case 'overview':
        return overviewPage(site, () => this.refreshOverview())
      case 'blocks':
        return blocksPage(site, route.from)
      case 'block':
        return blockPage(site, route.id, route.first)
      case 'extrinsic':
        return extrinsicPage(site, route.block, route.index)
      case 'subnets':
        return subnetsPage(site)
      case 'subnet':
        return subnetPage(site, route.netuid)
      case 'accounts':
        return accountsPage(site, () => this.refreshOverview())
      case 'account':
        return accountPage(site, route.address)
      case 'search':
        return searchPage(site, route.text, place => location.replace(place))
      case 'unknown':
        return undefined
    }
  }

  private async refreshOverview(): Promise<void> {
    const overview = await this.rpc.call<Overview>('tao_explorerOverview')
    this.overview = overview
    this.names = new Map(overview.accounts.map(({ address, name }) => [address, name]))
    const { chain, specName, specVersion, version } = overview
    redraw(part('chain'), [foreign(chain), ` · ${specName} ${specVersion} · taokit ${version} · ${this.rpc.url}`])
  }

  /** Asks the node for what the page shows, and draws it. What was asked for meanwhile is asked afterwards, once. */
  private load(): Promise<void> {
    const { page, loading } = this
    if (loading !== undefined && loading.page === page) {
      loading.again = true
      return loading.done
    }
    // Nobody waits for the answers that the page before had asked for.
    const mine: Loading = { page, again: false, done: Promise.resolve() }
    this.loading = mine
    mine.done = this.loadAll(mine)
    return mine.done
  }

  private async loadAll(mine: Loading): Promise<void> {
    do {
      mine.again = false
      await this.loadOnce(mine.page)
    } while (mine.again && mine.page === this.page)
    if (this.loading === mine) this.loading = undefined
  }

  private async loadOnce(page: Page | undefined): Promise<void> {
    this.lastLoad = Date.now()
    let failure: unknown
    try {
      // Names are wanted everywhere.
      if (this.overview === undefined && page !== undefined) await this.refreshOverview()
      await page?.load()
    } catch (error) {
      failure = error
    }
    if (page !== this.page) return
    this.failure = failure
    this.draw()
  }

  private draw(): void {
    const { page, failure, main } = this
    main.setAttribute('aria-busy', 'false')
    const title = page === undefined ? 'Not found' : page.title()
    document.title = `${title} · taokit explorer`
    // What is shown stays while the connection is away; the line at the top tells of it.
    if (failure instanceof ConnectionLost && this.drawn) return
    try {
      if (failure !== undefined) throw failure
      redraw(main, [page === undefined ? notFound(this.route) : page.draw()])
    } catch (error) {
      // What the page cannot draw must not leave an older one standing under its name.
      redraw(main, [failureView(error, title)])
      this.failure = error
    }
    this.drawn = this.failure === undefined
  }

  private onState(state: ConnectionState): void {
    const before = this.state
    this.state = state
    this.showStatus()
    if (state === 'connected') void this.load()
    if (state === 'lost' && before === 'connected') announce('The connection to the node was lost.')
    if (state === 'connected' && before !== 'connected' && this.head !== undefined) announce('Connected again.')
    if (state === 'lost' && !this.drawn) {
      this.failure = new ConnectionLost()
      this.draw()
    }
  }

  private onHead(head: { readonly number: number; readonly parentHash: string }): void {
    const before = this.head
    this.head = head
    this.showStatus()
    if (this.paused) return
    // On another history nothing that is shown need be there any more.
    const reverted = before !== undefined && head.number <= before.number
    if (this.page?.live === true || reverted) this.refreshSoon()
    if (Date.now() - this.lastAnnounced < ANNOUNCE_MILLISECONDS) return
    this.lastAnnounced = Date.now()
    announce(`Block ${countText(head.number)}`)
  }

  private refreshSoon(): void {
    const wait = this.lastLoad + REFRESH_MILLISECONDS - Date.now()
    if (this.loading !== undefined || wait <= 0) void this.load()
    else if (this.soon === undefined) {
      this.soon = setTimeout(() => {
        this.soon = undefined
        void this.load()
      }, wait)
    }
  }

  private showStatus(): void {
    const { state, head, paused } = this
    const word =
      state === 'connected' ? (paused ? 'Paused' : 'Live') : state === 'connecting' ? 'Connecting' : 'Offline'
    const status = part('status')
    status.dataset.state = state === 'connected' ? (paused ? 'paused' : 'live') : state
    redraw(status, [
      h('span', { class: 'light', 'aria-hidden': 'true' }),
      word,
      head !== undefined && [' ', toBlock(head.number)],
    ])
  }

  private onSearch(event: Event): void {
    event.preventDefault()
    const box = part<HTMLInputElement>('query')
    const text = box.value.trim()
    if (text === '') return
    box.value = ''
    location.hash = href.search(text)
  }

  private onPause(): void {
    this.paused = !this.paused
    part('pause').setAttribute('aria-pressed', String(this.paused))
    this.showStatus()
    if (!this.paused) void this.load()
  }

  private onAct(event: Event): void {
    const target = event.target instanceof Element ? event.target.closest<HTMLInputElement>('[data-act]') : null
    const act = target?.dataset.act
    // Buttons are pressed, sliders are moved.
    if (target === null || act === undefined || (target.nodeName === 'INPUT') !== (event.type === 'input')) return
    const { page } = this
    void (async () => {
      try {
        await page?.act?.(act, target.value)
      } catch (error) {
        if (page === this.page) this.failure = error
      }
      if (page === this.page) this.draw()
    })()
  }
}

function announce(text: string): void {
  part('news').textContent = text
}

function notFound(route: Route): Child {
  return [
    heading('Not found'),
    h('p', {}, 'There is no page ', h('strong', {}, foreign(route.page === 'unknown' ? route.text : '')), '.'),
    h('p', {}, h('a', { href: href.overview }, 'To the overview')),
  ]
}

function failureView(failure: unknown, title: string): Child {
  const known = failure instanceof RpcFailure ? failure : undefined
  return [
    heading(title),
    h(
      'div',
      { class: 'failure', role: 'alert' },
      h('p', {}, h('strong', {}, foreign(failure instanceof Error ? failure.message : String(failure)))),
      known?.why.map(line => h('p', {}, foreign(line))),
      known?.remedy !== undefined && h('p', {}, foreign(known.remedy)),
      failure instanceof ConnectionLost && h('p', {}, 'The page connects by itself as soon as it can.'),
    ),
  ]
}
