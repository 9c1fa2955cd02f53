/** `npm run demo`: plays the story. With `--keep` the folder stays, to go on from there. */
import { NO_PAINT, type Paint, paint } from '../commands/kit/paint.ts'
import { wrap } from '../commands/kit/text.ts'
import { openStage, type Stage } from './stage.ts'
import { type Line, STORY } from './story.ts'

/** Set by the build. */
declare const TAOKIT_VERSION: string

const say = (text = ''): void => void process.stdout.write(`${text}\n`)

async function main(): Promise<number> {
  const { stdout } = process
  const isTerminal = stdout.isTTY === true && !process.env.NO_COLOR
  const stage = openStage({ version: TAOKIT_VERSION, isTerminal, columns: stdout.columns ?? 100 })
  const keep = process.argv.includes('--keep')
  try {
    return (await play(stage, isTerminal ? await paint() : NO_PAINT)) ? 0 : 1
  } finally {
    if (keep) {
      const { TAOKIT_HOME, BT_WALLET_PATH } = process.env
      say(`To go on: export TAOKIT_HOME=${TAOKIT_HOME} BT_WALLET_PATH=${BT_WALLET_PATH}`)
    } else stage.clear()
  }
}

async function play(stage: Stage, paint: Paint): Promise<boolean> {
  const started = performance.now()
  for (const { title, text, lines } of STORY) {
    say(paint('strong', `\n${title}`))
    for (const row of wrap(text, stage.columns)) say(row)
    say()
    for (const line of lines) if (!(await perform(stage, line, paint))) return false
  }
  say(`That took ${((performance.now() - started) / 1000).toFixed(1)} s. \`tao --help\` tells what else there is.`)
  return true
}

async function perform(stage: Stage, { tao, isQuiet }: Line, paint: Paint): Promise<boolean> {
  say(paint('good', `$ tao ${tao}`))
  const { code, stdout, stderr } = await stage.run(tao.split(' '))
  if (code !== 0) {
    process.stderr.write(`${stdout}${stderr}The story ends here: tao ${tao} ended with ${code}\n`)
    return false
  }
  if (isQuiet !== true) say(`${stdout.trimEnd()}\n`)
  return true
}

process.exitCode = await main()
