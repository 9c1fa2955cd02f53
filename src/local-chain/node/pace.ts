/**
 * Long work in pieces. In a turn of the event loop clients get one piece of work done together; whoever comes later, or is not
 * done, stands in line. Between two pieces the node hears of what came in, so that a client who asks for little does not wait
 * for those who ask for much, and one who connects is let in.
 */
import { elapsed } from './clock.ts'

const PIECE_MILLISECONDS = 5

export class Pace {
  private begun = elapsed()

  /** Whether others should have their turn now. */
  get over(): boolean {
    return elapsed() - this.begun >= PIECE_MILLISECONDS
  }

  /** Waits in line where this turn's piece of work is done, or others wait. */
  async enter(): Promise<void> {
    if (line.length > 0 || worked >= PIECE_MILLISECONDS) await standInLine()
    this.begun = elapsed()
  }

  /** Waits in line if others should have their turn. */
  async step(): Promise<void> {
    if (!this.over) return
    await standInLine()
    this.begun = elapsed()
  }

  /** Says that the work is done. */
  leave(): void {
    worked += elapsed() - this.begun
    call()
  }
}

/** Work that waits. @returns whether it takes a whole piece */
type Task = () => boolean

const line: Task[] = []
let called = false
/** Milliseconds of work in this turn. */
let worked = 0

/** Runs something when it is its turn. */
export function inLine(task: Task): void {
  line.push(task)
  call()
}

/** What follows runs as soon as it is taken out of the line: as a piece of its own. */
const standInLine = (): Promise<void> =>
  new Promise(resolve => {
    inLine(() => {
      resolve()
      return true
    })
  })

function call(): void {
  if (called) return
  called = true
  setImmediate(() => {
    called = false
    worked = 0
    const pace = new Pace()
    try {
      for (let task = line.shift(); task !== undefined; task = line.shift()) {
        if (task() || pace.over) break
      }
    } finally {
      if (line.length > 0) call()
    }
  })
}
