/** Completion in the shells themselves, where they are installed. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { BIN, home } from './support/program.ts'

const has = (shell: string): boolean => spawnSync(shell, ['--version'], { encoding: 'utf8' }).status === 0

const hasBash = process.platform !== 'win32' && has('bash')
describe.skipIf(!hasBash)(hasBash ? 'bash' : 'bash (skipped: not installed)', () => {
  const complete = (line: string): string[] => {
    const user = home()
    mkdirSync(join(user.wallets, 'main', 'hotkeys'), { recursive: true })
    writeFileSync(join(user.wallets, 'main', 'hotkeys', 'miner'), '')
    writeFileSync(join(user.folder, 'export.json'), '')
    const script = `
      tao() { "${process.execPath}" "${BIN}" "$@"; }
      source <(tao completion bash)
      COMP_LINE=${JSON.stringify(line)}; COMP_POINT=\${#COMP_LINE}
      read -r -a COMP_WORDS <<< "\${COMP_LINE//=/ = }"; [[ "$COMP_LINE" == *" " ]] && COMP_WORDS+=("")
      COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
      compopt() { :; }
      _tao tao "\${COMP_WORDS[COMP_CWORD]}"
      printf '%s\\n' "\${COMPREPLY[@]}"`
    const { stdout, stderr } = spawnSync('bash', ['-c', script], { env: user.env, cwd: user.folder, encoding: 'utf8' })
    expect(stderr).toBe('')
    return stdout.split('\n').filter(word => word !== '')
  }

  test.each([
    ['tao wal', ['wallet']],
    ['tao wallet new-', ['new-coldkey', 'new-hotkey']],
    ['tao wallet sign --wallet m', ['main']],
    ['tao wallet sign --wallet main --hotkey ', ['miner']],
    ['tao wallet create --crypto-type=ed', ['ed25519']],
    ['tao wallet import ex', ['export.json']],
    ['tao nonsense ', []],
  ])('%s', (line, words) => {
    expect(complete(line)).toEqual(words)
  })
})

for (const [shell, flag] of [
  ['zsh', '-n'],
  ['fish', '--no-execute'],
] as const) {
  const isThere = has(shell)
  test.skipIf(!isThere)(isThere ? `${shell} reads its script` : `${shell} (skipped: not installed)`, async () => {
    const user = home()
    const file = join(user.folder, 'script')
    writeFileSync(file, (await user.run(['completion', shell])).stdout)
    expect(spawnSync(shell, [flag, file], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' })
  })
}
