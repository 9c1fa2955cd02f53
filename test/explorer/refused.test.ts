import { describe, expect, test } from 'vitest'
import { TOPICS } from '../../src/client/refusals/catalogue/all.ts'
import { meaningOf } from '../../src/explorer/refusal-texts.ts'

describe('what a refusal means', () => {
  test('is told of every name in the catalogue, with nothing left to fill in', () => {
    const labels = TOPICS.flatMap(entries => Object.keys(entries))
    expect(labels.length).toBeGreaterThan(300)
    for (const label of labels) {
      const { message, why, remedy } = meaningOf(label)!
      const texts = [message, ...why, remedy]
      expect([label, texts.filter(text => text.trim() === '' || /\{\w+\}/.test(text))]).toEqual([label, []])
      // Commands stand between backticks, which come in pairs.
      expect([label, texts.filter(text => text.split('`').length % 2 === 0)]).toEqual([label, []])
    }
  })

  test('is not made up for a name that is not known', () => {
    expect(meaningOf('Made.Up')).toBeUndefined()
  })
})
