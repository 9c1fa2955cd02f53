/** How help writes a value that is one of a few words: the words themselves, or one that says so where they are many. */

/** The words are then listed beside it. */
export const CHOICE = 'CHOICE'

const MAX_COLUMNS = 24

export function choicePlaceholder(choices: readonly string[]): string {
  const listed = choices.join('|')
  return listed.length <= MAX_COLUMNS ? listed : CHOICE
}
