/** The explorer: files that a build put beside the program, served to browsers. Nothing else on the disk can be asked for. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

interface PageFile {
  readonly type: string
  readonly body: Buffer
  readonly tag: string
}

/** By the path that a browser asks for. */
export type Page = ReadonlyMap<string, PageFile>

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
}

/**
 * The page loads its own files and talks to its own node, and can do nothing else: were a text of the chain ever taken for
 * markup, it would not run.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

const HEADERS = {
  'content-security-policy': POLICY,
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // A browser asks each time whether it is still the same: the next version of the program may be another one.
  'cache-control': 'no-cache',
}

/** The files of a folder under `/explorer/`, and its `index.html` at `/`; undefined where there is no such folder. */
export function readPage(folder: string | undefined = builtFolder()): Page | undefined {
  if (folder === undefined) return undefined
  const files = readdirSync(folder).flatMap((name): [string, PageFile][] => {
    const type = TYPES[extname(name)]
    if (type === undefined) return []
    const body = readFileSync(join(folder, name))
    const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
    return [[name === 'index.html' ? '/' : `/explorer/${name}`, { type, body, tag }]]
  })
  return new Map(files)
}

/** The build's folder is the one that this code is bundled into, or one of those above it. */
function builtFolder(): string | undefined {
  const here = dirname(fileURLToPath(import.meta.url))
  return ['.', '..', '../..']
    .map(up => join(here, up, 'explorer'))
    .find(folder => existsSync(join(folder, 'index.html')))
}

/** @returns false where the request is for no file of the page */
export function answerPage(page: Page | undefined, request: IncomingMessage, response: ServerResponse): boolean {
  const { method, url = '', headers } = request
  if (page === undefined || (method !== 'GET' && method !== 'HEAD')) return false
  const file = page.get(url.split('?')[0]!)
  if (file === undefined) return false
  const { type, body, tag } = file
  const isSame = headers['if-none-match'] === tag
  response.writeHead(isSame ? 304 : 200, {
    ...HEADERS,
    etag: tag,
    ...(isSame ? {} : { 'content-type': type, 'content-length': body.length }),
  })
  response.end(isSame || method === 'HEAD' ? undefined : body)
  return true
}
