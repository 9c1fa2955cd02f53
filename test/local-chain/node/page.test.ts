/** The explorer's files over HTTP: these and nothing else, to those who may come, and with no more rights than they need. */
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildExplorer } from '../../../scripts/explorer.mjs'
import { visitorsOf } from '../../../src/local-chain/node/server/visitors.ts'
import { resultOf, startNode, type TestNode } from '../support-node/doors.ts'

let folder: string
let node: TestNode

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'taokit-page-'))
  await buildExplorer(join(import.meta.dirname, '../../..'), folder)
  node = await startNode({ server: { explorer: folder } })
})
afterAll(async () => {
  await node.close()
  rmSync(folder, { recursive: true })
  expect(node.faults).toEqual([])
})

/** Asks for a path as it is written: fetch would tidy it up before. */
function ask(
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
) {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: node.server.port, path, method, headers })
    asked.on('response', async response => {
      let body = ''
      for await (const part of response) body += part
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
    })
    asked.on('error', reject)
    asked.end()
  })
}

const filesIn = (html: string): string[] =>
  [...html.matchAll(/(?:src|href)="(explorer\/[^"]+)"/g)].map(([, path]) => `/${path}`)

describe('the page', () => {
  test('is at the root, whole and small', async () => {
    const page = await ask('/')
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    const files = await Promise.all(filesIn(page.body).map(path => ask(path)))
    expect(files.map(({ status, headers }) => [status, headers['content-type']])).toEqual([
      [200, 'image/svg+xml; charset=utf-8'],
      [200, 'text/css; charset=utf-8'],
      [200, 'text/javascript; charset=utf-8'],
    ])
    const bytes = [page, ...files].reduce((sum, { body }) => sum + Buffer.byteLength(body), 0)
    expect(bytes).toBeLessThan(60_000)
  })

  test('asks for nothing from elsewhere', async () => {
    const page = await ask('/')
    const files = await Promise.all(filesIn(page.body).map(path => ask(path)))
    for (const { body } of [page, ...files]) {
      const elsewhere = [...body.matchAll(/(?:https?:)?\/\/[\w.-]+\.[a-z]{2,}/g)].map(([address]) => address)
      expect(elsewhere.filter(address => !address.includes('www.w3.org'))).toEqual([])
    }
  })

  test('may run its own scripts and talk to its own node, and nothing more', async () => {
    const { headers, body } = await ask('/')
    const policy = new Map(
      String(headers['content-security-policy'])
        .split('; ')
        .map(line => [line.split(' ')[0]!, line.split(' ').slice(1).join(' ')]),
    )
    expect(Object.fromEntries(policy)).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self'",
      'connect-src': "'self'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
      'require-trusted-types-for': "'script'",
    })
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
    expect(body).not.toMatch(/<style|style=|\son\w+=|<script(?![^>]*\ssrc=)/)
  })

  test('is asked for by GET and HEAD only', async () => {
    const head = await ask('/', { method: 'HEAD' })
    const { body } = await ask('/')
    expect([head.status, head.body, head.headers['content-length']]).toEqual([200, '', String(Buffer.byteLength(body))])
    for (const method of ['PUT', 'DELETE', 'PATCH']) expect((await ask('/', { method })).status).toBe(405)
    expect((await ask('/', { method: 'POST' })).status).toBe(415)
    expect(resultOf(await node.clients.http.ask('system_chain'))).toBe('Small')
  })

  test('is not sent again to whom it is known', async () => {
    const { headers } = await ask('/')
    const again = await ask('/', { headers: { 'if-none-match': String(headers.etag) } })
    expect([again.status, again.body]).toEqual([304, ''])
    expect((await ask('/', { headers: { 'if-none-match': '"other"' } })).status).toBe(200)
  })

  test.each([
    '/index.html',
    '/explorer',
    '/explorer/',
    '/explorer/index.html/..',
    '/explorer/../package.json',
    '/explorer/%2e%2e/package.json',
    '/explorer/..%2f..%2fetc/passwd',
    '/explorer/main.js/',
    '/explorer/constructor',
    '/__proto__',
    '//explorer/main.js',
  ])('is all there is: %s is refused', async path => {
    expect((await ask(path)).status).toBe(405)
  })

  test('is kept from pages and names that may not come', async () => {
    expect((await ask('/', { headers: { host: 'evil.example' } })).status).toBe(403)
    expect((await ask('/', { headers: { origin: 'https://evil.example' } })).status).toBe(403)
  })
})

describe('where the node listens to other machines, its own page', () => {
  const visitors = visitorsOf('0.0.0.0')
  const mayCome = (host: string, origin: string): boolean => visitors.mayCome({ headers: { host, origin } } as never)

  test('may connect from an address in numbers', () => {
    expect(mayCome('192.168.1.5:9944', 'http://192.168.1.5:9944')).toBe(true)
    expect(mayCome('[2001:db8::7]:9944', 'http://[2001:db8::7]:9944')).toBe(true)
  })

  test('may not where another could have been meant', () => {
    // A name can be made to point to this machine after its page was loaded from another.
    expect(mayCome('evil.example:9944', 'http://evil.example:9944')).toBe(false)
    expect(mayCome('192.168.1.5:9944', 'http://192.168.1.5:8000')).toBe(false)
    expect(mayCome('192.168.1.5:9944', 'http://192.168.1.6:9944')).toBe(false)
    expect(mayCome('192.168.1.5:9944', 'null')).toBe(false)
  })
})
