/** Somebody at the terminal: questions, answers, and secrets that only they may see. */
import { TaoError } from '../../primitives/errors.ts'
import type { Room } from '../../wallet/vault/drawing.ts'
import type { Choice } from './options.ts'

/** How questions are drawn. An answer that never comes (Ctrl-C) is a rejection with TaoError `interrupted`. */
export interface Prompts {
  /** `validate` gives the reason why a text is not accepted. */
  text(question: TextQuestion): Promise<string>
  /** The answer is not shown while it is typed. */
  secret(question: TextQuestion): Promise<string>
  choose(question: { readonly message: string; readonly choices: readonly Choice[] }): Promise<string>
  confirm(question: { readonly message: string; readonly initial: boolean }): Promise<boolean>
  say(line: string): Promise<void>
  /** Shows lines for as long as they are needed and takes them off the screen, scroll-back included. */
  reveal(lines: readonly string[], prompt: string): Promise<void>
  /** Shows pictures in turn, again and again, until Enter. `draw` is told how much room there is. */
  display(draw: (room: Room) => readonly (readonly string[])[], prompt: string): Promise<void>
}

export interface TextQuestion {
  readonly message: string
  readonly initial?: string | undefined
  readonly validate?: ((text: string) => string | undefined) | undefined
}

/** Prompts that are loaded at the first question, and that count the questions which flags could have answered. */
export class Person {
  readonly #load: () => Promise<Prompts>
  readonly #hush: () => () => void
  #prompts: Promise<Prompts> | undefined
  #answered = 0

  /** `hush` keeps everything else off the screen until the function it returns is called. */
  constructor(load: () => Promise<Prompts>, hush: () => () => void) {
    this.#load = load
    this.#hush = hush
  }

  get answered(): number {
    return this.#answered
  }

  /** A text that a flag could have given. */
  async text(question: TextQuestion): Promise<string> {
    const answer = await this.#ask(prompts => prompts.text(question))
    this.#answered++
    return answer
  }

  /** A choice that a flag could have given. */
  async choose(message: string, choices: readonly Choice[]): Promise<string> {
    if (choices.length === 0) throw new TaoError('not_found', `Nothing to choose from: ${message}`)
    const answer = await this.#ask(prompts => prompts.choose({ message, choices }))
    this.#answered++
    return answer
  }

  /** A yes or no that a flag could have given. */
  async decide(message: string, initial: boolean): Promise<boolean> {
    const answer = await this.confirm(message, initial)
    this.#answered++
    return answer
  }

  async secret(question: TextQuestion): Promise<string> {
    return this.#ask(prompts => prompts.secret(question))
  }

  async confirm(message: string, initial = false): Promise<boolean> {
    return this.#ask(prompts => prompts.confirm({ message, initial }))
  }

  /** A typed text that no flag could have given: consent, an answer to what was just shown. */
  async typed(message: string, validate?: TextQuestion['validate']): Promise<string> {
    return this.#ask(prompts => prompts.text({ message, validate }))
  }

  /** A line between two questions. */
  async say(line: string): Promise<void> {
    return this.#ask(prompts => prompts.say(line))
  }

  async reveal(lines: readonly string[], prompt: string): Promise<void> {
    return this.#ask(prompts => prompts.reveal(lines, prompt))
  }

  async display(draw: (room: Room) => readonly (readonly string[])[], prompt: string): Promise<void> {
    return this.#ask(prompts => prompts.display(draw, prompt))
  }

  async #ask<T>(question: (prompts: Prompts) => Promise<T>): Promise<T> {
    const speak = this.#hush()
    try {
      this.#prompts ??= this.#load()
      return await question(await this.#prompts)
    } finally {
      speak()
    }
  }
}
