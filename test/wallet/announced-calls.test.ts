/** What was announced from here, kept by hash. */
import { statSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Hex, toHex, utf8 } from '../../src/primitives/bytes.ts'
import { blake2_256 } from '../../src/primitives/crypto/blake2.ts'
import {
  announcedCallsFile,
  forgetAnnouncedCall,
  readAnnouncedCalls,
  rememberAnnouncedCall,
} from '../../src/wallet/announced-calls.ts'
import { temporaryRoot } from './support/folders.ts'

const calls = ['first', 'second'].map(text => utf8(text))
const [first, second] = calls.map(toHex) as [Hex, Hex]
const [hashOfFirst, hashOfSecond] = calls.map(call => toHex(blake2_256(call))) as [Hex, Hex]

test('calls are kept by their hashes, closed to others, until they are forgotten', () => {
  const path = announcedCallsFile(temporaryRoot())
  expect(readAnnouncedCalls(path).size).toBe(0)
  forgetAnnouncedCall(path, hashOfFirst)
  rememberAnnouncedCall(path, hashOfFirst, first)
  rememberAnnouncedCall(path, hashOfSecond, second)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect([...readAnnouncedCalls(path)]).toEqual([
    [hashOfFirst, first],
    [hashOfSecond, second],
  ])
  forgetAnnouncedCall(path, hashOfFirst)
  expect([...readAnnouncedCalls(path).keys()]).toEqual([hashOfSecond])
})

test('a call that is not the one of its hash counts for nothing, and neither does what is no list', () => {
  const path = announcedCallsFile(temporaryRoot())
  for (const [content, hashes] of [
    [JSON.stringify({ [hashOfFirst]: second, [hashOfSecond]: second }), [hashOfSecond]],
    [JSON.stringify({ [hashOfFirst]: 7 }), []],
    [JSON.stringify([first]), []],
    ['no json', []],
  ] as const) {
    writeFileSync(path, content)
    expect([...readAnnouncedCalls(path).keys()]).toEqual(hashes)
  }
})
