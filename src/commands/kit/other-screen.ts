/** A screen beside the usual one, as pagers use it: what is on it does not stay in the scroll-back. */
import type { Prompts } from './person.ts'

export interface Terminal {
  readonly input: NodeJS.ReadableStream
  readonly output: NodeJS.WritableStream
  /** False where there is only one screen. */
  readonly hasOtherScreen: boolean
}

const ESC = String.fromCharCode(0x1b)
const OTHER_SCREEN = `${ESC}[?1049h${ESC}[H${ESC}[2J`
const USUAL_SCREEN = `${ESC}[2J${ESC}[?1049l`
/** Draws elsewhere and comes back: the question keeps its place. */
const [AWAY, BACK] = [`${ESC}7${ESC}[H`, `${ESC}8`]
/** As fast as cameras follow. */
const PICTURE_MS = 300
/** Below a picture: an empty line and the question. */
const QUESTION_ROWS = 3

/** What is shown there until `enter` comes back. */
export function otherScreen(
  { output, hasOtherScreen }: Terminal,
  enter: (message: string) => Promise<void>,
): Pick<Prompts, 'reveal' | 'display'> {
  const show = async (first: string, message: string, meanwhile?: () => void): Promise<void> => {
    const leave = (): void => void output.write(hasOtherScreen ? USUAL_SCREEN : '')
    process.once('exit', leave)
    output.write(`${hasOtherScreen ? OTHER_SCREEN : ''}${first}\n\n`)
    const timer = meanwhile && setInterval(meanwhile, PICTURE_MS)
    try {
      await enter(message)
    } finally {
      clearInterval(timer)
      process.off('exit', leave)
      leave()
    }
  }
  return {
    reveal: (lines, message) => show(lines.join('\n'), message),
    display: (draw, message) => {
      const { columns = 80, rows = 24 } = output as Partial<NodeJS.WriteStream>
      const pictures = draw({ columns, rows: rows - QUESTION_ROWS })
      // On the only screen they stand below each other.
      if (!hasOtherScreen) return show(pictures.map(lines => lines.join('\n')).join('\n\n'), message)
      let shown = 0
      const turn = (): void => {
        shown = (shown + 1) % pictures.length
        output.write(`${AWAY}${pictures[shown]!.join('\n')}${BACK}`)
      }
      return show(pictures[0]!.join('\n'), message, pictures.length > 1 ? turn : undefined)
    },
  }
}
