/** One run of a command: what it writes to, what it opened, and how it ends. */

import type { Chain } from '../../client/chain.ts'
import { TaoError } from '../../primitives/errors.ts'
import type { Config } from './config.ts'
import type { Context } from './context.ts'
import type { Settings } from './globals.ts'
import type { Host, Output } from './host.ts'
import { type Glyphs, glyphsOf, NO_PAINT, type Paint, paint } from './paint.ts'
import { Person } from './person.ts'
import { Reporter } from './reporter.ts'
import type { Tree } from './tree.ts'
import type { Wallets } from './wallets.ts'

export interface Session {
  readonly host: Host
  readonly settings: Settings
  readonly ctx: Context
  readonly reporter: Reporter
  /** How to draw on stdout and on stderr. */
  readonly paints: { readonly stdout: Paint; readonly stderr: Paint }
  readonly glyphs: Glyphs
  /**
   * Does the work; after Ctrl-C it has a moment to tidy up.
   * @throws TaoError `interrupted` when Ctrl-C ended it
   */
  interruptible<T>(work: () => Promise<T>): Promise<T>
  /** Closes whatever was opened. */
  close(): Promise<void>
}

export interface SessionOptions {
  readonly host: Host
  readonly settings: Settings
  /** The inputs and settings that are on the line, by key. */
  readonly given: ReadonlyMap<string, unknown>
  readonly config: () => Config
  readonly tree: () => Tree
}

/** How long the work may go on after Ctrl-C, for its `finally` blocks. */
const GRACE_MS = 1500

export async function openSession(options: SessionOptions): Promise<Session> {
  const { host, settings } = options
  const glyphs = glyphsOf(host.env, host.platform)
  const paints = { stdout: await paintFor(host.stdout, options), stderr: await paintFor(host.stderr, options) }
  const reporter = new Reporter({
    output: host.stderr,
    clock: host.clock,
    paint: paints.stderr,
    glyphs,
    json: settings.json,
    quiet: settings.quiet,
    verbose: settings.verbose,
  })
  const interruption = new Interruption()
  const cleanups: (() => void | Promise<void>)[] = [host.onInterrupt(() => interruption.happen())]
  const ctx = contextOf(options, reporter, interruption, cleanups)
  return {
    host,
    settings,
    ctx,
    reporter,
    paints,
    glyphs,
    interruptible: work => interruption.guard(work),
    async close() {
      for (const cleanup of cleanups.reverse()) await cleanup()
    },
  }
}

export async function paintFor(
  output: Output,
  { host, settings }: Pick<SessionOptions, 'host' | 'settings'>,
): Promise<Paint> {
  const isWanted = settings.color && !host.env.NO_COLOR && host.env.TERM !== 'dumb'
  return isWanted && output.isTerminal ? paint() : NO_PAINT
}

function contextOf(
  { host, settings, given, config, tree }: SessionOptions,
  reporter: Reporter,
  interruption: Interruption,
  cleanups: (() => void | Promise<void>)[],
): Context {
  const isTerminal = host.stdin.isTerminal && host.stderr.isTerminal
  const defer: Context['defer'] = cleanup => void cleanups.push(cleanup)
  const ctx: Context = {
    settings,
    isGiven: key => given.has(key),
    env: host.env,
    version: host.versions.tao,
    now: () => host.clock.now(),
    get signal() {
      return interruption.signal
    },
    person: isTerminal
      ? new Person(
          () => host.prompts(),
          () => reporter.hush(),
        )
      : undefined,
    mayAsk: isTerminal && !settings.json && !settings.yes,
    note: line => reporter.note(line),
    warn: line => reporter.warn(line),
    progress: (what, work) => reporter.progress(what, work),
    readStdin: () => host.stdin.read(),
    defer,
    config,
    wallets: once(async (): Promise<Wallets> => (await import('./wallets.ts')).openWallets(ctx, host)),
    chain: once(() => openChain(host, settings, ctx.signal, defer)),
    tree,
  }
  return ctx
}

async function openChain(host: Host, settings: Settings, signal: AbortSignal, defer: Context['defer']): Promise<Chain> {
  if (host.openChain === undefined) throw new TaoError('unsupported', 'This build has no chain client')
  const chain = await host.openChain(settings, signal)
  defer(() => chain.close())
  return chain
}

/** Opens at the first call; every call gets the same. */
function once<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined
  return () => {
    opened ??= open()
    return opened
  }
}

/** Ctrl-C. The signal that libraries want is made when somebody asks for it: it loads a part of Node that few commands need. */
class Interruption {
  #controller: AbortController | undefined
  #hasHappened = false
  #listeners: (() => void)[] = []

  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.#hasHappened) this.#controller.abort()
    return this.#controller.signal
  }

  happen(): void {
    this.#hasHappened = true
    this.#controller?.abort()
    for (const listener of this.#listeners) listener()
  }

  /** Does the work. After Ctrl-C it has a moment to tidy up. @throws TaoError `interrupted` */
  async guard<T>(work: () => Promise<T>): Promise<T> {
    const interrupted = new TaoError('interrupted', 'Interrupted')
    let timer: NodeJS.Timeout | undefined
    const patience = new Promise<never>((_, reject) => {
      this.#listeners.push(() => {
        timer = setTimeout(() => reject(interrupted), GRACE_MS)
      })
    })
    try {
      return await Promise.race([work(), patience])
    } catch (error) {
      // What fails after Ctrl-C fails because of it.
      throw this.#hasHappened ? interrupted : error
    } finally {
      clearTimeout(timer)
    }
  }
}
