/** The built program in a real pseudo-terminal, driven as a person would. */
import { BIN, type Home } from './program.ts'

interface Pty {
  onData(listener: (text: string) => void): unknown
  onExit(listener: (event: { readonly exitCode: number }) => void): unknown
  write(text: string): void
  kill(signal?: string): void
}

type Spawn = (file: string, args: string[], options: Record<string, unknown>) => Pty

/** Undefined where this machine has no pseudo-terminals, or the package lacks its native part. */
export const spawnPty: Spawn | undefined = await loadPty()

async function loadPty(): Promise<Spawn | undefined> {
  try {
    const { spawn } = (await import('@lydell/node-pty')) as unknown as { spawn: Spawn }
    const probe = spawn(process.execPath, ['-e', '0'], {})
    await new Promise<void>(resolve => probe.onExit(() => resolve()))
    return spawn
  } catch {
    return undefined
  }
}

export interface Session {
  /** Everything that was drawn so far. */
  readonly screen: () => string
  /** Waits until something is drawn after what was waited for before. */
  see(text: string | RegExp): Promise<string>
  type(text: string): void
  /** Waits for the end. */
  end(): Promise<number>
}

export const ENTER = '\r'
export const CTRL_C = '\u0003'
export const CTRL_D = '\u0004'
const PATIENCE_MS = 60_000
const STYLE = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g')

export function terminal(home: Home, args: readonly string[], columns = 100): Session {
  const env = { ...home.env, TERM: 'xterm-256color', NO_COLOR: '1' }
  const pty = spawnPty!(process.execPath, [BIN, ...args], { cols: columns, rows: 40, env, cwd: home.folder })
  let drawn = ''
  let seen = 0
  let exitCode: number | undefined
  const waiting = new Set<() => void>()
  const wake = (): void => {
    for (const check of [...waiting]) check()
  }
  pty.onData(text => {
    drawn += text.replaceAll(STYLE, '')
    wake()
  })
  pty.onExit(event => {
    exitCode = event.exitCode
    wake()
  })
  const until = <T>(what: string, check: () => T | undefined): Promise<T> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => fail(`Nothing more came while waiting for ${what}`), PATIENCE_MS)
      const stop = (): void => {
        clearTimeout(timer)
        waiting.delete(attempt)
      }
      const fail = (why: string): void => {
        stop()
        pty.kill()
        reject(new Error(`${why}. On the screen:\n${drawn}`))
      }
      const attempt = (): void => {
        const found = check()
        if (found === undefined) return
        stop()
        resolve(found)
      }
      waiting.add(attempt)
      attempt()
    })
  return {
    screen: () => drawn,
    see: text =>
      until(String(text), () => {
        const rest = drawn.slice(seen)
        const at = typeof text === 'string' ? rest.indexOf(text) : rest.search(text)
        if (at === -1) return undefined
        const length = typeof text === 'string' ? text.length : text.exec(rest)![0].length
        seen += at + length
        return rest.slice(0, at + length)
      }),
    type: text => pty.write(text),
    end: () => until('the end', () => exitCode),
  }
}
