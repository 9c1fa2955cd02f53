/** A world in memory: streams that remember, a clock that stands still, a person who answers from a list. */
import { setTimeout as realTimeout } from 'node:timers/promises'
import type { Chain } from '../../../src/client/chain.ts'
import type { Clock, Host, Output } from '../../../src/commands/kit/host.ts'
import type { Kdf } from '../../../src/wallet/encryption/argon2.ts'
import { cheapKdf } from '../../wallet/support/kdf.ts'
import { type Answer, type Asked, scriptedPrompts } from './scripted-prompts.ts'

export interface MemoryOptions {
  /** True: stdin, stdout and stderr are terminals. Or name those that are. */
  readonly terminal?: boolean | { readonly stdin?: boolean; readonly stdout?: boolean; readonly stderr?: boolean }
  readonly columns?: number
  readonly env?: Readonly<Record<string, string>>
  readonly stdin?: string
  /** What the person answers, in order. A question without an answer fails the test. */
  readonly answers?: readonly Answer[]
  readonly platform?: string
  readonly openChain?: () => Promise<Chain>
  /** Ctrl-C, as soon as stdout holds this and what then is to be done is done. */
  readonly until?: { readonly seen: RegExp; readonly then?: (stdout: string) => Promise<void> }
  /** How keys are derived from passwords; a cheap way if absent. */
  readonly kdf?: Kdf
}

export interface MemoryHost extends Host {
  readonly written: { readonly stdout: () => string; readonly stderr: () => string }
  readonly asked: readonly Asked[]
  /** Answers that nobody asked for. */
  readonly unusedAnswers: () => number
  readonly time: { advance(ms: number): void }
  /** As Ctrl-C would. */
  interrupt(): void
}

/** 2026-01-02 03:04:05 UTC. */
export const START_OF_TIME = Date.UTC(2026, 0, 2, 3, 4, 5)

export function memoryHost(options: MemoryOptions = {}): MemoryHost {
  const { terminal = false, columns = 100, env = {}, stdin = '', answers = [], platform = 'linux' } = options
  const on = typeof terminal === 'boolean' ? { stdin: terminal, stdout: terminal, stderr: terminal } : terminal
  const [stdout, stderr] = [memoryOutput(on.stdout === true, columns), memoryOutput(on.stderr === true, columns)]
  const { clock, advance } = fakeClock()
  const { prompts, asked, left } = scriptedPrompts(answers)
  const listeners = new Set<() => void>()
  const interrupt = (): void => {
    for (const listener of listeners) listener()
  }
  if (options.until !== undefined) stdout.watch(options.until, interrupt)
  return {
    env: { ...env },
    platform,
    versions: { tao: '0.0.0', node: 'v20.0.0' },
    stdin: { isTerminal: on.stdin === true, read: async () => Buffer.from(stdin) },
    stdout: stdout.output,
    stderr: stderr.output,
    clock,
    prompts: async () => prompts,
    onInterrupt: listener => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    kdf: options.kdf ?? cheapKdf,
    ...(options.openChain === undefined ? {} : { openChain: options.openChain }),
    written: { stdout: stdout.text, stderr: stderr.text },
    asked,
    unusedAnswers: left,
    time: { advance },
    interrupt,
  }
}

interface MemoryOutput {
  readonly output: Output
  text(): string
  /** Calls once when the text is there. */
  watch(until: NonNullable<MemoryOptions['until']>, call: () => void): void
}

function memoryOutput(isTerminal: boolean, columns: number): MemoryOutput {
  const parts: string[] = []
  const text = (): string => parts.join('')
  let onText = (): void => {}
  return {
    output: {
      isTerminal,
      columns,
      write: part => {
        parts.push(part)
        onText()
      },
    },
    text,
    watch: ({ seen, then = async () => {} }, call) => {
      onText = () => {
        if (!seen.test(text())) return
        onText = () => {}
        then(text()).finally(call)
      }
    },
  }
}

/** A clock that goes on only when it is told to. */
function fakeClock(): { clock: Clock; advance: (ms: number) => void } {
  let now = START_OF_TIME
  const tickers = new Set<{ readonly ms: number; due: number; readonly tick: () => void }>()
  const clock: Clock = {
    now: () => now,
    every: (ms, tick) => {
      const ticker = { ms, due: now + ms, tick }
      tickers.add(ticker)
      return () => void tickers.delete(ticker)
    },
  }
  const advance = (ms: number): void => {
    const end = now + ms
    for (;;) {
      const next = [...tickers].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0]
      if (next === undefined) break
      now = next.due
      next.due += next.ms
      next.tick()
    }
    now = end
  }
  return { clock, advance }
}

/** Lets everything that waits for nothing else go on. */
export const settled = (): Promise<void> => realTimeout(0)
