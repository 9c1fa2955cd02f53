/** A person who answers from a list. */
import type { Prompts, TextQuestion } from '../../../src/commands/kit/person.ts'
import { TaoError } from '../../../src/primitives/errors.ts'

/** What is typed, chosen or decided; a function may look at the question first. `CTRL_C` gives up. */
export type Answer = string | boolean | typeof CTRL_C | ((asked: Asked, before: readonly Asked[]) => string | boolean)
export const CTRL_C = Symbol('Ctrl-C')

export interface Asked {
  readonly kind: 'text' | 'secret' | 'choose' | 'confirm' | 'reveal' | 'display'
  readonly message: string
  /** What was offered, or the lines that were revealed. */
  readonly shown: readonly string[]
  /** Why answers before the last one were not accepted. */
  readonly refusals: readonly string[]
}

/** A terminal of the usual width, in a high window. */
const ROOM = { columns: 80, rows: 50 }

export function scriptedPrompts(answers: readonly Answer[]): {
  readonly prompts: Prompts
  readonly asked: readonly Asked[]
  readonly left: () => number
} {
  const asked: Asked[] = []
  let next = 0
  const answer = (question: Omit<Asked, 'refusals'>, refusals: readonly string[] = []): string | boolean => {
    const given = answers[next++]
    const whole = { ...question, refusals }
    asked.push(whole)
    if (given === undefined) throw new Error(`Nobody told the person what to answer to: ${question.message}`)
    if (given === CTRL_C) throw new TaoError('interrupted', 'Interrupted')
    return typeof given === 'function' ? given(whole, asked.slice(0, -1)) : given
  }
  const typed = (kind: 'text' | 'secret', { message, initial, validate }: TextQuestion): string => {
    const refusals: string[] = []
    for (;;) {
      const given = String(answer({ kind, message, shown: initial === undefined ? [] : [initial] }, [...refusals]))
      const text = given === '' ? (initial ?? '') : given
      const refusal = validate?.(text)
      if (refusal === undefined) return text
      refusals.push(refusal)
    }
  }
  const prompts: Prompts = {
    text: async question => typed('text', question),
    secret: async question => typed('secret', question),
    choose: async ({ message, choices }) => {
      const chosen = String(answer({ kind: 'choose', message, shown: choices.map(({ value }) => value) }))
      if (choices.some(({ value }) => value === chosen)) return chosen
      throw new Error(`${chosen} is not among the choices of: ${message}`)
    },
    confirm: async ({ message, initial }) => answer({ kind: 'confirm', message, shown: [String(initial)] }) === true,
    say: async () => {},
    reveal: async (lines, message) => void answer({ kind: 'reveal', message, shown: lines }),
    // One line of text for each picture.
    display: async (draw, message) =>
      void answer({ kind: 'display', message, shown: draw(ROOM).map(picture => picture.join('\n')) }),
  }
  return { prompts, asked, left: () => answers.length - next }
}
