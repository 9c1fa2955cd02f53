/** Questions drawn by inquirer, on standard error, so that standard output stays the result's. */
import inquirer from 'inquirer'
import { TaoError } from '../../primitives/errors.ts'
import { otherScreen, type Terminal } from './other-screen.ts'
import type { Prompts } from './person.ts'
import { plain } from './text.ts'

export function inquirerPrompts(terminal: Terminal): Prompts {
  const { input, output } = terminal
  const prompt = inquirer.createPromptModule({ input, output })
  const ask = async <T>(question: Readonly<Record<string, unknown>>): Promise<T> => {
    try {
      const answers: Record<string, unknown> = await prompt([{ ...question, name: 'answer' } as never])
      return answers.answer as T
    } catch (error) {
      if (error instanceof Error && /^(?:Exit|Abort|Cancel)PromptError$/.test(error.name)) throw interrupted()
      throw error
    }
  }
  const accept = (validate?: (text: string) => string | undefined) => ({
    validate: (text: string): true | string => validate?.(text) ?? true,
  })
  const prompts: Prompts = {
    text: ({ message, initial, validate }) =>
      ask({
        type: 'input',
        message: plain(message),
        ...(initial === undefined ? {} : { default: initial }),
        ...accept(validate),
      }),
    secret: ({ message, validate }) =>
      ask({ type: 'password', message: plain(message), mask: '*', toggleMask: false, ...accept(validate) }),
    choose: ({ message, choices }) =>
      ask({
        type: 'select',
        message: plain(message),
        choices: choices.map(({ value, name = value, hint }) => ({
          value,
          name: plain(name),
          ...(hint === undefined ? {} : { description: plain(hint) }),
        })),
      }),
    confirm: ({ message, initial }) => ask({ type: 'confirm', message: plain(message), default: initial }),
    say: async line => void output.write(`${plain(line)}\n`),
    ...otherScreen(terminal, async message => void (await prompts.text({ message }))),
  }
  return prompts
}

const interrupted = (): TaoError => new TaoError('interrupted', 'Interrupted')
