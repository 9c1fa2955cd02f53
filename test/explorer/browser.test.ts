/** The explorer in a real browser, by the keys alone. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { amountText } from '../../src/explorer/format.ts'
import { SystemAccount } from '../../src/local-chain/pallets/system/storage.ts'
import { accountOf } from '../local-chain/support-node/signing.ts'
import { accessibilityOf, contrastFindings } from './support/accessibility.ts'
import { Browser, findChromium } from './support/browser.ts'
import { addressOf, type ExplorerNode, HOSTILE, type Story, startExplorerNode, tell } from './support/node.ts'

const chromium = findChromium()
const reason = chromium === undefined ? ' (skipped: no Chromium is installed here; CHROMIUM_PATH names one)' : ''

describe.skipIf(chromium === undefined)(`the explorer in Chromium${reason}`, () => {
  let node: ExplorerNode
  let story: Story
  let browser: Browser

  beforeAll(async () => {
    node = await startExplorerNode()
    story = await tell(node.chain)
    browser = await Browser.start(chromium!)
    await browser.resize(1280, 900)
    await browser.open(node.url)
  })
  afterAll(async () => {
    await browser?.close()
    await node?.close()
    expect(node.faults).toEqual([])
  })

  const text = (selector = 'main'): Promise<string> => browser.read(`document.querySelector('${selector}').innerText`)
  const heading = (start: string) => browser.until(`document.querySelector('h1')?.innerText.startsWith('${start}')`)
  const visit = async (hash: string, title: string): Promise<void> => {
    await browser.read(`void (location.hash = '${hash}')`)
    await heading(title)
  }

  test('shows the newest block at once, and the next one as it comes', async () => {
    await heading('Overview')
    const { number } = node.chain.head
    await browser.until(`document.querySelector('#status').innerText === 'Live #${number}'`)
    node.chain.produceBlock()
    await browser.until(`document.querySelector('#status').innerText === 'Live #${number + 1}'`)
    await browser.until(`document.querySelector('tbody th').innerText === '#${number + 1}'`)
    expect(await text('#chain')).toContain('Bittensor sandbox')
  })

  test('leads past its head to the content', async () => {
    await browser.press('Tab')
    expect(await browser.read('document.activeElement.innerText')).toBe('Skip to the content')
    expect(await browser.read<number>('document.activeElement.getBoundingClientRect().top')).toBeGreaterThanOrEqual(0)
    await browser.press('Enter')
    expect(await browser.read('document.activeElement.id')).toBe('main')
  })

  test('leads to a refused transaction, with the reason in words', async () => {
    const { block, index } = story.refused
    await browser.tabTo(`it.innerText === '#${block}' && it.closest('main')`)
    await browser.press('Enter')
    await heading(`Block ${block}`)
    expect(await browser.read('document.activeElement.nodeName')).toBe('H1')
    await browser.tabTo(`it.innerText === '${block}-${index}'`)
    await browser.press('Enter')
    await heading(`Extrinsic ${block}-${index}`)
    const shown = await text()
    expect(shown).toContain('✗ failed')
    expect(shown).toContain('Refused: Arithmetic.Underflow')
    expect(shown).toContain('More was to be taken than there is.')
    expect(shown).toContain('9,000,000.000000000\u00a0τ')
    expect(shown).toContain('TransactionPayment.TransactionFeePaid')
  })

  test('tells of a refusal within a call that succeeded', async () => {
    const { block, index } = story.nested
    await visit(`/extrinsic/${block}-${index}`, `Extrinsic ${block}-${index}`)
    expect(await text()).toMatch(/A call within it was refused: BadOrigin[\s\S]*✓ success/)
  })

  test('shows subnets, whatever they are called', async () => {
    await browser.tabTo(`it.innerText === 'Subnets'`)
    await browser.press('Enter')
    await heading('Subnets')
    expect(await text('nav a[aria-current]')).toBe('Subnets')
    expect(await text('tbody')).toContain(HOSTILE.replace('\u202e', '\ufffd'))
    await browser.tabTo(`it.getAttribute('href') === '#/subnet/2'`)
    await browser.press('Enter')
    await heading('Subnet 2: <img')
    await browser.read('new Promise(resolve => setTimeout(resolve, 50))')
    expect(await browser.read('window.harmed ?? "unharmed"')).toBe('unharmed')
    expect(await browser.read('document.querySelectorAll("main img, main script, a[href^=javascript]").length')).toBe(0)
  })

  test('sorts the metagraph, and keeps the place of the reader while blocks come', async () => {
    const uids = (): Promise<string> =>
      browser.read(
        `[...document.querySelectorAll('table[aria-label^=Metagraph] tbody th')].map(it => it.innerText).join()`,
      )
    const sort = (): Promise<string> => browser.read(`document.activeElement.closest('th').ariaSort`)
    expect(await uids()).toBe('0,1,2,3')
    await browser.tabTo(`it.nodeName === 'BUTTON' && it.value === 'Stake'`)
    await browser.press('Enter')
    expect([await sort(), await uids()]).toEqual(['ascending', '3,2,1,0'])
    await browser.press(' ')
    expect([await sort(), await uids()]).toEqual(['descending', '0,1,2,3'])
    const { number } = node.chain.produceBlock()
    await browser.until(`document.querySelector('.ends span:last-child').innerText === '#${number}'`)
    expect([await sort(), await browser.read('document.activeElement.value')]).toEqual(['descending', 'Stake'])
  })

  test('reads a chart by the arrow keys, and says the same in words and in a table', async () => {
    await browser.read(`document.querySelector('h1').focus()`)
    await browser.tabTo(`it.type === 'range'`)
    const reading = (): Promise<string> => browser.read(`document.activeElement.getAttribute('aria-valuetext')`)
    const newest = node.chain.head.number
    expect(await reading()).toMatch(new RegExp(`^Block ${newest}: [\\d.]+ τ$`))
    await browser.press('ArrowLeft')
    await browser.until(`document.activeElement.getAttribute('aria-valuetext').startsWith('Block ${newest - 1}: ')`)
    await browser.press('Home')
    await browser.until(`document.activeElement.getAttribute('aria-valuetext') === 'Block 1: 1 τ'`)
    expect(await text('.chart output')).toBe('Block 1: 1 τ')
    expect(await text('.chart .summary')).toMatch(/^From 1 τ at block 1 to [\d.]+ τ at block \d+\. Lowest 1 τ, highest/)
    await browser.tabTo(`it.nodeName === 'SUMMARY'`)
    await browser.press('Enter')
    await browser.until(`document.querySelector('.chart details').open`)
    expect(await text('.chart details tbody tr:last-child')).toMatch(/#1\s+1 τ/)
    // It stays open while the page is drawn anew.
    const { number } = node.chain.produceBlock()
    await browser.until(`document.querySelector('.chart details tbody th').innerText === '#${number}'`)
    expect(await browser.read(`document.querySelector('.chart details').open`)).toBe(true)
  })

  test('finds an account by its name, with its money to the last rao', async () => {
    await browser.read(`document.querySelector('h1').focus()`)
    await browser.tabTo(`it.id === 'query'`)
    await browser.type('alice')
    await browser.press('Enter')
    await heading('Account Alice')
    const free = node.chain.look(ctx => SystemAccount.get(ctx, accountOf('//Alice')).data.free)
    const shown = await text()
    expect(shown).toContain(amountText(String(free)))
    expect(shown).toContain(addressOf('//Alice'))
    expect(shown).toContain('SubtensorModule.add_stake')
    // The search itself is not a place to go back to.
    await browser.read('history.back()')
    await heading('Subnet 2')
  })

  test('says so where something is not there', async () => {
    await visit('/search?q=nobody%20at%20all', 'Search')
    await browser.until(`document.querySelector('main').innerText.includes('Nothing is called nobody at all here.')`)
    await visit('/block/99999', 'Block 99999')
    expect(await text('[role=alert]')).toContain('There is no block 99999')
    await visit('/nowhere', 'Not found')
  })

  test('stands still when it is paused', async () => {
    await visit('/', 'Overview')
    await browser.tabTo(`it.id === 'pause'`)
    await browser.press('Enter')
    const before = await text('tbody')
    const { number } = node.chain.produceBlock()
    await browser.until(`document.querySelector('#status').innerText === 'Paused #${number}'`)
    await browser.read('new Promise(resolve => setTimeout(resolve, 700))')
    expect(await text('tbody')).toBe(before)
    await browser.press('Enter')
    await browser.until(`document.querySelector('tbody th').innerText === '#${number}'`)
  })

  describe.each([
    ['light', '/', 'Overview'],
    ['dark', '/', 'Overview'],
    ['light', '/blocks', 'Blocks'],
    ['dark', '/block/37', 'Block 37'],
    ['light', '/extrinsic/37-1', 'Extrinsic'],
    ['light', '/subnets', 'Subnets'],
    ['dark', '/subnet/2', 'Subnet 2'],
    ['light', '/accounts', 'Accounts'],
    ['dark', '/account/5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY', 'Account'],
  ])('in %s, the page %s', (scheme, hash, title) => {
    test('has a name for everything that can be reached, is easy to see, and fits 320 pixels', async () => {
      await browser.prefer('prefers-color-scheme', scheme)
      await visit(hash, title)
      const { nameless, landmarks, headings } = await accessibilityOf(browser)
      expect(nameless).toEqual([])
      expect(landmarks).toEqual(['banner', 'contentinfo', 'main', 'navigation', 'search'])
      expect(headings.filter(level => level === 1)).toHaveLength(1)
      expect(headings.some((level, i) => i > 0 && level > headings[i - 1]! + 1)).toBe(false)
      expect(await contrastFindings(browser)).toEqual([])
      await browser.resize(320, 640)
      expect(await browser.read<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
      await browser.resize(1280, 900)
    })
  })

  test('moves nothing where the reader wants it so', async () => {
    const moving = (): Promise<string> =>
      browser.read(`getComputedStyle(document.querySelector('.light')).animationName`)
    await browser.prefer('prefers-reduced-motion', 'reduce')
    expect(await moving()).toBe('none')
    await browser.prefer('prefers-reduced-motion', 'no-preference')
    expect(await moving()).toBe('beat')
  })

  test('asked nobody but the node for anything, and had nothing to complain of', async () => {
    const { host } = new URL(node.url)
    expect([...new Set(browser.requests.map(url => new URL(url).host))]).toEqual([host])
    expect(browser.complaints).toEqual([])
  })

  test('keeps what it shows while the node is away, and goes on when it is back', async () => {
    await visit('/', 'Overview')
    await node.away()
    await browser.until(`document.querySelector('#status').innerText.startsWith('Offline')`)
    await browser.until(`document.querySelector('#news').innerText === 'The connection to the node was lost.'`)
    expect(await text('h1')).toBe('Overview')
    await visit('/blocks', 'Blocks')
    expect(await text('[role=alert]')).toContain('The node cannot be reached')
    await node.back()
    const { number } = node.chain.produceBlock()
    await browser.until(`document.querySelector('tbody th')?.innerText === '#${number}'`)
    expect(await browser.read(`document.querySelector('[role=alert]')`)).toBeNull()
  })
})
