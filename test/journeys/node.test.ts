/** The built program as a node: started in the foreground and behind one's back, at several ports, kept nowhere and anywhere. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { BIN, type Home, home } from './support/program.ts'

const SLOW = 60_000

interface Started {
  readonly url: string
  readonly urls: readonly string[]
  readonly pid: number
  readonly block: number
}

const get = async (url: string, path: string) => (await fetch(url.replace('ws:', 'http:') + path)).text()

const call = async (url: string, method: string, ...params: unknown[]) => {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(url.replace('ws:', 'http:'), { method: 'POST', headers, body })
  return ((await answer.json()) as { result: unknown }).result
}

/** Starts a node in the foreground and gathers what it prints; `line` waits for a line. */
function foreground(user: Home, ...args: string[]) {
  const child = spawn(process.execPath, [BIN, 'chain', 'start', ...args], { env: user.env })
  onTestFinished(() => void child.kill('SIGKILL'))
  let told = ''
  child.stdout.on('data', part => (told += part))
  child.stderr.on('data', part => (told += part))
  const line = async (pattern: RegExp): Promise<string> => {
    const end = Date.now() + 20_000
    while (!pattern.test(told)) {
      if (Date.now() > end) throw new Error(`${pattern} did not come: ${told}`)
      await new Promise(resolve => setTimeout(resolve, 20))
    }
    return pattern.exec(told)![0]
  }
  const ended = new Promise<number | null>(resolve => child.on('close', resolve))
  return { child, line, ended }
}

test('at two ports, with nothing kept: the lines that scripts wait for', { timeout: SLOW }, async () => {
  const user = home()
  const { child, line, ended } = foreground(user, '--port', '0,0', '--ephemeral', '--profile', 'localnet-fast')
  const urls = (await line(/Serving\s+ws:\S+ ws:\S+/)).split(/\s+/).slice(1) as [string, string]
  await line(/^Imported #2 \(0x[0-9a-f]{4}…[0-9a-f]{4} → 0x[0-9a-f]{4}…[0-9a-f]{4}\)$/m)
  expect(urls[0]).not.toBe(urls[1])
  for (const url of urls) {
    expect(await call(url, 'system_chainType')).toBe('Local')
    expect(await get(url, '/')).toContain('<title>taokit explorer</title>')
  }
  expect(await line(/^\/\/Alice\s.*$/m)).toMatch(/5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY.*τ?1000000.*sudo/)
  expect(await line(/^Explorer\s+\S+$/m)).toContain(`http://${new URL(urls[0]).host}/`)
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(existsSync(join(user.folder, 'data'))).toBe(false)
})

test('behind one’s back, until it is stopped', { timeout: SLOW }, async () => {
  const user = home()
  const json = async (...args: string[]) => JSON.parse((await user.run([...args, '--json'])).stdout)
  const { url, pid } = (await json('chain', 'start', '--detach', '--port', '0', '--seal', 'manual')) as Started
  onTestFinished(() => {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It was stopped.
    }
  })
  expect(JSON.parse(await get(url, '/health'))).toEqual({ peers: 0, isSyncing: false, shouldHavePeers: false })
  await json('chain', 'advance', '3')
  const metrics = await get(url, '/metrics')
  expect(metrics).toContain('substrate_block_height{status="finalized"} 3\n')
  for (const each of metrics.trim().split('\n')) expect(each).toMatch(/^# (HELP|TYPE) |^[a-z_]+(\{.*\})? \d+$/)
  const again = await user.run(['chain', 'start', '--detach', '--port', '0'])
  expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('served already')])
  expect(await json('chain', 'stop')).toEqual({ url, pid })
  const twice = await user.run(['chain', 'stop'])
  expect([twice.code, twice.stderr]).toEqual([1, expect.stringContaining('No node serves this chain')])
  expect((await json('chain', 'status')).block).toBe(3)
})

test('in a folder of its own; off this machine without powers', { timeout: SLOW }, async () => {
  const user = home()
  const own = join(user.folder, 'own')
  const { child, line, ended } = foreground(user, '--base-path', own, '--port', '0', '--address', '0.0.0.0')
  await line(/Everybody who reaches this address can use the chain/)
  const url = (await line(/ws:\S+/)) as string
  expect(((await call(url, 'rpc_methods')) as { methods: string[] }).methods).not.toContain('tao_setStorage')
  child.kill('SIGTERM')
  await ended
  expect(existsSync(join(own, 'data.mdb'))).toBe(true)
})
