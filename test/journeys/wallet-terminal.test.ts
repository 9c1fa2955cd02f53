/** Wallet commands in a real terminal: masking, retries, Ctrl-C. */
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { walk } from '../wallet/support/folders.ts'
import { device } from '../wallet/support/vault-device.ts'
import { VECTORS } from '../wallet/support/vectors.ts'
import { home } from './support/program.ts'
import { CTRL_C, CTRL_D, ENTER, spawnPty, terminal } from './support/terminal.ts'

const PASSWORD = 'gravel-otter-92-lamp'
const OTHER_SCREEN = '\u001b[?1049h'
const USUAL_SCREEN = '\u001b[?1049l'
const CLEAR = '\u001b[H\u001b[2J'
const BACK = '\u001b8'
/** A picture that takes the place of another one. */
const ESC = String.fromCharCode(0x1b)
const TURN = new RegExp(`${ESC}7${ESC}\\[H([^${ESC}]*)${ESC}8`, 'g')
const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'

const name = spawnPty === undefined ? 'in a terminal (skipped: this machine has no pseudo-terminals)' : 'in a terminal'

describe.skipIf(spawnPty === undefined)(name, { timeout: 120_000 }, () => {
  test('a wallet is made: passwords are masked, words are shown on a screen of their own', async () => {
    const user = home()
    const tao = terminal(user, ['wallet', 'create'])
    await tao.see('Name of the wallet:')
    tao.type(`main${ENTER}`)
    await tao.see('New password for the coldkey of wallet "main"')
    tao.type(`123456${ENTER}`)
    await tao.see('It has 6 characters')
    tao.type(`${'\b'.repeat(6).replaceAll('\b', '\u007f')}${PASSWORD}${ENTER}`)
    await tao.see('The same once more')
    tao.type(`${PASSWORD}${ENTER}`)
    await tao.see(OTHER_SCREEN)
    const shown = await tao.see('Press Enter when they are written down')
    const words = [...shown.split('Hotkey')[0]!.matchAll(/(\d+) ([a-z]+)/g)].map(([, , word]) => word!)
    expect(words).toHaveLength(12)
    tao.type(ENTER)
    await tao.see(USUAL_SCREEN)
    for (let i = 0; i < 2; i++) {
      const question = await tao.see(/Word \d+ of the coldkey's mnemonic/)
      tao.type(`${words[Number(/(\d+) of the coldkey's mnemonic$/.exec(question)![1]) - 1]}${ENTER}`)
      // What is typed draws the question again and again, until it is answered.
      await tao.see('✔ Word')
    }
    await tao.see('Coldkey')
    await tao.see('Without questions: tao wallet create main')
    expect(await tao.end()).toBe(0)
    const screen = tao.screen()
    expect(screen).not.toContain(PASSWORD)
    expect(screen).toContain('*'.repeat(PASSWORD.length))
    // Outside the other screen nothing of the phrase is left.
    const left = screen.slice(0, screen.indexOf(OTHER_SCREEN)) + screen.slice(screen.indexOf(USUAL_SCREEN))
    for (const [i, word] of words.slice(1).entries()) expect(left).not.toContain(`${words[i]} ${word}`)
    expect(readFileSync(join(user.wallets, 'main/coldkey'), 'latin1').startsWith('$NACL')).toBe(true)
    // And what was made signs in another process.
    const signed = await user.run(['wallet', 'sign', '-w', 'main', '-m', 'hello', '--json'], {
      env: { BT_WALLET_PASSWORD: PASSWORD },
    })
    expect(JSON.parse(signed.stdout)).toMatchObject({ message: 'hello' })
  })

  test('a wrong password may be followed by the right one', async () => {
    const user = home()
    const { coldkey } = oldWallet(user.wallets)
    const tao = terminal(user, ['wallet', 'sign', '-w', 'old', '-m', 'hello', '--json'])
    await tao.see('Password of the coldkey of wallet "old"')
    tao.type(`wrong${ENTER}`)
    await tao.see('Wrong password. Again (2 of 3)')
    tao.type(`${coldkey.password}${ENTER}`)
    await tao.see(`"signer_address": "${coldkey.ss58}"`)
    expect(await tao.end()).toBe(0)
    expect(tao.screen()).not.toContain(coldkey.password)
  })

  test('after three wrong ones it is over', async () => {
    const user = home()
    oldWallet(user.wallets)
    const tao = terminal(user, ['wallet', 'sign', '-w', 'old', '-m', 'hello'])
    for (const question of ['Password of', '(2 of 3)', '(3 of 3)']) {
      await tao.see(question)
      tao.type(`wrong${ENTER}`)
    }
    await tao.see('3 passwords were tried')
    expect(await tao.end()).toBe(4)
  })

  test.each([
    ['at the first question', [], CTRL_C],
    ['at the password', [`main${ENTER}`], CTRL_C],
    ['in the middle of a password', [`main${ENTER}`, 'grav'], CTRL_C],
    ['while the words are shown', [`main${ENTER}`, `${PASSWORD}${ENTER}`, `${PASSWORD}${ENTER}`], CTRL_C],
    ['when the input ends', [`main${ENTER}`], CTRL_D],
  ])('Ctrl-C leaves nothing behind and the terminal as it was: %s', async (_, typed, last) => {
    const user = home()
    const tao = terminal(user, ['wallet', 'create'])
    const questions = ['Name of the wallet:', 'New password', 'The same once more', 'written down']
    for (const [i, text] of typed.entries()) {
      await tao.see(questions[i]!)
      tao.type(text)
    }
    if (typed.at(-1)?.endsWith(ENTER) ?? true) await tao.see(questions[typed.length]!)
    tao.type(last)
    expect(await tao.end()).toBe(130)
    expect(existsSync(user.wallets) ? walk(user.wallets) : []).toEqual([])
    expect(tao.screen()).toContain('Interrupted')
    expect(tao.screen()).not.toContain('    at ')
    const screens = tao.screen().split(OTHER_SCREEN).length - tao.screen().split(USUAL_SCREEN).length
    expect(screens).toBe(0)
  })

  test('a watched wallet sends TAO: codes take turns on the screen, a device signs, the signature is typed', async () => {
    const user = home()
    const vault = await device('//on the device')
    const { address } = vault.pair
    await user.run(['wallet', 'regen-coldkeypub', 'cold', '--ss58', address])
    await user.run(['wallet', 'fund', 'cold'])
    // Too narrow for all of it at once.
    const tao = terminal(user, ['wallet', 'transfer', ALICE, '1.5', '--wallet', 'cold'], 60)
    await tao.see('To be signed')
    await tao.see('Continue?')
    tao.type(`y${ENTER}`)
    await tao.see(OTHER_SCREEN)
    await tao.see('press Enter')
    // The second code, the first one again, the second one again.
    for (let i = 0; i < 3; i++) await tao.see(BACK)
    const drawn = tao.screen().slice(tao.screen().indexOf(OTHER_SCREEN))
    const first = drawn.slice(OTHER_SCREEN.length + CLEAR.length).split('\r\n\r\n')[0]!
    const others = [...drawn.matchAll(TURN)].map(([, picture]) => picture!)
    expect(others.length).toBeGreaterThanOrEqual(3)
    expect(others[1]).toBe(first)
    expect(others[2]).toBe(others[0])
    const pictures = [first, others[0]!].map(picture => picture.replaceAll('\r', ''))
    for (const line of pictures.join('\n').split('\n')) expect(line.length).toBeLessThanOrEqual(60)
    tao.type(ENTER)
    await tao.see(USUAL_SCREEN)
    await tao.see('The signature that Vault shows')
    tao.type(`${vault.answer(pictures, payload => payload.map((byte, i) => (i === 9 ? byte ^ 1 : byte)))}${ENTER}`)
    await tao.see('The signature is not valid')
    tao.type(`${'\u007f'.repeat(130)}${vault.answer(pictures)}${ENTER}`)
    await tao.see('Sent')
    expect(await tao.end()).toBe(0)
  })

  test('a choice is made with the arrows', async () => {
    const user = home()
    const tao = terminal(user, ['completion'])
    await tao.see('For which shell?')
    tao.type(`\u001b[B${ENTER}`)
    await tao.see('#compdef tao')
    await tao.see('Without questions: tao completion zsh')
    expect(await tao.end()).toBe(0)
  })

  test('a table fits the terminal', async () => {
    const user = home()
    oldWallet(user.wallets)
    const tao = terminal(user, ['wallet', 'list'], 60)
    expect(await tao.end()).toBe(0)
    const lines = tao.screen().split('\r\n')
    expect(lines[0]).toMatch(/^Wallet +Hotkey +Address +Kind$/)
    expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(60)
  })
})

function oldWallet(wallets: string): { readonly coldkey: { readonly password: string; readonly ss58: string } } {
  const dir = 'wallets/ansible-410-unicode'
  cpSync(join(VECTORS, dir), join(wallets, 'old'), { recursive: true })
  expect(readdirSync(wallets)).toEqual(['old'])
  const manifest = JSON.parse(readFileSync(join(VECTORS, 'manifest.json'), 'utf8'))
  return manifest.wallets.find((wallet: { readonly dir: string }) => wallet.dir === dir)
}
