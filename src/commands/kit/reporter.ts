/** Everything that goes to standard error: notes, warnings, progress, errors. */
import { duration } from './cells.ts'
import type { Step } from './context.ts'
import type { Clock, Output } from './host.ts'
import type { Glyphs, Paint } from './paint.ts'
import { cutEnd, plain, wrap } from './text.ts'

export interface ReporterOptions {
  readonly output: Output
  readonly clock: Clock
  readonly paint: Paint
  readonly glyphs: Glyphs
  readonly json: boolean
  readonly quiet: boolean
  readonly verbose: boolean
}

/** Work that takes less is not worth a line that comes and goes. */
const PATIENCE_MS = 150
const FRAME_MS = 100
const ESC = String.fromCharCode(0x1b)
const CLEAR_LINE = `\r${ESC}[2K`

export class Reporter {
  readonly #options: ReporterOptions
  readonly #warnings: string[] = []
  /** Takes the moving line off the screen, so that something can be written in its place. */
  #clear: () => void = () => {}
  #hushed = 0
  /** When the last question was answered: what a person waits for begins there. */
  #spokenAt = 0

  constructor(options: ReporterOptions) {
    this.#options = options
  }

  /** Warnings that were held back under `--json`, for the output of the end. */
  get warnings(): readonly string[] {
    return this.#warnings
  }

  /** @param copied what follows and is there to be copied: no line is broken in it */
  note(line: string, copied?: string): void {
    if (this.#options.quiet || this.#options.json) return
    const text = wrap(plain(line), this.#columns).join('\n')
    this.#write(copied === undefined ? text : `${text} ${plain(copied)}`)
  }

  warn(line: string): void {
    if (this.#options.json) {
      this.#warnings.push(plain(line))
      return
    }
    const { paint } = this.#options
    this.#write(`${paint('warn', 'Warning:')} ${wrap(plain(line), this.#columns - 'Warning: '.length).join('\n  ')}`)
  }

  /** Text that is drawn already: a plan, an error, help. */
  write(text: string): void {
    this.#clear()
    this.#options.output.write(text)
  }

  /** Keeps progress off the screen while a question is on it, until the returned function is called. */
  hush(): () => void {
    this.#clear()
    this.#hushed++
    return () => {
      this.#hushed--
      this.#spokenAt = this.#options.clock.now()
    }
  }

  async progress<T>(what: string, work: (step: Step) => Promise<T>): Promise<T> {
    const { clock, output, quiet, json, verbose } = this.#options
    const started = clock.now()
    let current = what
    const moves = output.isTerminal && !quiet && !json
    const stop = moves ? this.#spin(started, () => current) : () => {}
    try {
      return await work(text => {
        current = text
      })
    } finally {
      stop()
      if (verbose) this.note(`${what}: ${duration(clock.now() - started)}`)
    }
  }

  #spin(started: number, current: () => string): () => void {
    const { clock, output, glyphs, paint } = this.#options
    let frame = 0
    let isDrawn = false
    const clear = (): void => {
      if (isDrawn) output.write(CLEAR_LINE)
      isDrawn = false
    }
    const stop = clock.every(FRAME_MS, () => {
      const elapsed = clock.now() - Math.max(started, this.#spokenAt)
      if (this.#hushed > 0 || elapsed < PATIENCE_MS) return
      const glyph = glyphs.spinner[frame++ % glyphs.spinner.length] ?? ''
      const seconds = elapsed < 1000 ? '' : ` (${duration(elapsed)})`
      const text = cutEnd(`${glyph} ${plain(current())}${seconds}`, output.columns - 1)
      output.write(`\r${ESC}[2K${paint('dim', text)}`)
      isDrawn = true
    })
    const before = this.#clear
    this.#clear = () => {
      clear()
      before()
    }
    return () => {
      stop()
      clear()
      this.#clear = before
    }
  }

  get #columns(): number {
    return this.#options.output.isTerminal ? Math.min(this.#options.output.columns, 120) : Number.POSITIVE_INFINITY
  }

  #write(text: string): void {
    this.write(`${text}\n`)
  }
}
