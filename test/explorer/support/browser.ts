/** Chromium without a window, driven by the DevTools protocol: keys go in, and what the page did is read back. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** The program, if one is installed. CHROMIUM_PATH names it where it is elsewhere. */
export const findChromium = (): string | undefined => {
  const named = process.env.CHROMIUM_PATH
  return named !== undefined && named !== '' ? named : PLACES.find(place => existsSync(place))
}

interface Answer {
  readonly id?: number
  readonly result?: Record<string, never>
  readonly error?: { readonly message: string }
  readonly method?: string
  readonly params?: Record<string, never>
}

const WAIT_MILLISECONDS = 10_000

export class Browser {
  /** What scripts printed as warnings and errors, and what they threw. */
  readonly complaints: string[] = []
  /** Every address that was asked for. */
  readonly requests: string[] = []
  private readonly child: ChildProcess
  private readonly folder: string
  private readonly socket: WebSocket
  private session: string | undefined
  private ids = 0
  private readonly waiting = new Map<number, (answer: Answer) => void>()

  private constructor(child: ChildProcess, folder: string, socket: WebSocket) {
    this.child = child
    this.folder = folder
    this.socket = socket
    socket.on('message', data => this.receive(JSON.parse(data.toString())))
  }

  static async start(program: string): Promise<Browser> {
    const folder = mkdtempSync(join(tmpdir(), 'taokit-chromium-'))
    const child = spawn(
      program,
      [
        ...['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run'],
        ...[
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-extensions',
          '--no-proxy-server',
        ],
        ...[`--user-data-dir=${folder}`, '--remote-debugging-port=0', 'about:blank'],
      ],
      { stdio: 'ignore' },
    )
    // Whatever becomes of the test, no browser stays behind.
    process.once('exit', () => child.kill('SIGKILL'))
    const port = join(folder, 'DevToolsActivePort')
    await until('Chromium listens', () => existsSync(port) && readFileSync(port, 'utf8').includes('\n'), 20_000)
    const [number, path] = readFileSync(port, 'utf8').split('\n')
    const socket = new WebSocket(`ws://127.0.0.1:${number}${path}`)
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
    const browser = new Browser(child, folder, socket)
    await browser.openTab()
    return browser
  }

  private async openTab(): Promise<void> {
    const { targetId } = await this.ask('Target.createTarget', { url: 'about:blank' })
    const { sessionId } = await this.ask('Target.attachToTarget', { targetId, flatten: true })
    this.session = sessionId
    for (const domain of ['Page', 'Runtime', 'Network', 'Log']) await this.ask(`${domain}.enable`)
  }

  async open(url: string): Promise<void> {
    await this.ask('Page.navigate', { url })
  }

  /** The value of an expression on the page. */
  async read<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.ask('Runtime.evaluate', {
      expression,
      returnByValue: true,
      awaitPromise: true,
    })
    if (exceptionDetails !== undefined) throw new Error(`${expression}: ${JSON.stringify(exceptionDetails)}`)
    return (result as { readonly value: T }).value
  }

  /** Waits until an expression is true on the page. */
  async until(expression: string): Promise<void> {
    await until(
      expression,
      () => this.read<boolean>(`Boolean(${expression})`),
      WAIT_MILLISECONDS,
      () => this.read('document.title + "\\n" + document.body.innerText.slice(0, 600)'),
    )
  }

  /** Presses a key: `Tab`, `Enter`, `ArrowLeft`, or a character. */
  async press(key: string, { shift = false } = {}): Promise<void> {
    const { code = key, number = 0, text = key.length === 1 ? key : undefined } = KEYS[key] ?? {}
    const event = { key, code, windowsVirtualKeyCode: number, modifiers: shift ? 8 : 0 }
    await this.ask('Input.dispatchKeyEvent', {
      ...event,
      type: text === undefined ? 'rawKeyDown' : 'keyDown',
      ...(text === undefined ? {} : { text }),
    })
    await this.ask('Input.dispatchKeyEvent', { ...event, type: 'keyUp' })
  }

  async type(text: string): Promise<void> {
    await this.ask('Input.insertText', { text })
  }

  /** Goes on with Tab until the element that has the focus fits an expression of `it`. */
  async tabTo(expression: string, most = 150): Promise<void> {
    for (let i = 0; i < most; i++) {
      await this.press('Tab')
      if (await this.read<boolean>(`(it => Boolean(${expression}))(document.activeElement)`)) return
    }
    throw new Error(`Tab does not lead to an element with ${expression}`)
  }

  async resize(width: number, height: number): Promise<void> {
    await this.ask('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false })
  }

  /** e.g. `prefers-color-scheme`, `dark` */
  async prefer(name: string, value: string): Promise<void> {
    await this.ask('Emulation.setEmulatedMedia', { features: [{ name, value }] })
  }

  /** A picture of the page, as PNG. */
  async picture(whole = false): Promise<Buffer> {
    const { data } = await this.ask('Page.captureScreenshot', { format: 'png', captureBeyondViewport: whole })
    return Buffer.from(data as string, 'base64')
  }

  async close(): Promise<void> {
    const over = new Promise(resolve => this.child.once('exit', resolve))
    this.socket.send(JSON.stringify({ id: ++this.ids, method: 'Browser.close' }))
    const late = setTimeout(() => this.child.kill('SIGKILL'), 5000)
    await over
    clearTimeout(late)
    this.socket.terminate()
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }

  // biome-ignore lint/suspicious/noExplicitAny: the protocol's answers have as many shapes as it has methods
  ask(method: string, params: Readonly<Record<string, unknown>> = {}): Promise<any> {
    const id = ++this.ids
    const { session } = this
    const answer = new Promise((resolve, reject) => {
      this.waiting.set(id, ({ result, error }) => {
        if (error === undefined) resolve(result)
        else reject(new Error(`${method}: ${error.message}`))
      })
    })
    this.socket.send(JSON.stringify({ id, method, params, ...(session === undefined ? {} : { sessionId: session }) }))
    return answer
  }

  private receive({ id, method, params, ...answer }: Answer): void {
    if (id !== undefined) {
      this.waiting.get(id)?.(answer)
      this.waiting.delete(id)
      return
    }
    const told = JSON.stringify(params)
    if (method === 'Runtime.exceptionThrown') this.complaints.push(told)
    if (method === 'Log.entryAdded') this.complaints.push(told)
    if (method === 'Runtime.consoleAPICalled') this.complaints.push(told)
    const { request, url } = (params ?? {}) as { readonly request?: { readonly url: string }; readonly url?: string }
    if (method === 'Network.requestWillBeSent') this.requests.push(request!.url)
    if (method === 'Network.webSocketCreated') this.requests.push(url!)
  }
}

const KEYS: Readonly<Record<string, { readonly code?: string; readonly number?: number; readonly text?: string }>> = {
  Tab: { number: 9 },
  Enter: { number: 13, text: '\r' },
  ' ': { code: 'Space', number: 32, text: ' ' },
  ArrowLeft: { number: 37 },
  ArrowRight: { number: 39 },
  Home: { number: 36 },
}

async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  milliseconds: number,
  instead: () => Promise<unknown> = async () => '',
): Promise<void> {
  const end = performance.now() + milliseconds
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`It did not come to this: ${what}\n${await instead()}`)
    await new Promise(resolve => setTimeout(resolve, 25))
  }
}
