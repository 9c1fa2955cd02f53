/** QR codes as text: two modules in the height of a character, light around them, so that a camera can read them. */
import { encode } from 'uqr'
import { framesOf } from './request.ts'

/** How much a terminal can show. */
export interface Room {
  readonly columns: number
  readonly rows: number
}

/** The standard wants four light modules around a code. */
const QUIET = 4
/** Finer ones are hard to read from a screen. */
const MAX_VERSION = 20
/** The smallest that is used however small the terminal is: 33 modules. */
const MIN_VERSION = 4

const ESC = String.fromCharCode(0x1b)
/** Black on white, whatever the colours of the terminal. */
const PAPER = `${ESC}[38;5;16m${ESC}[48;5;231m`
const RESET = `${ESC}[0m`
/** By upper and lower module: light, dark below, dark above, dark. */
const DARK = [' ', '▄', '▀', '█'] as const

/** Without colours a terminal is taken for a dark one: light modules are what is drawn. */
const LIGHT = [...DARK].reverse()

/** The codes of a request, each as lines of text, as few as there is room for. */
export function drawRequest(request: Uint8Array, room: Room, hasColors: boolean): string[][] {
  const version = versionFor(room)
  for (let count = 1; ; count++) {
    const frames = framesOf(request, Math.ceil(request.length / count))
    const codes = frames.map(frame => codeOf(frame, version))
    if (codes.every(code => code !== undefined)) return codes.map(code => draw(code, hasColors))
  }
}

const modulesOf = (version: number): number => 17 + 4 * version

function versionFor({ columns, rows }: Room): number {
  let version = MAX_VERSION
  const isTooLarge = (side: number): boolean => side > columns || Math.ceil(side / 2) > rows
  while (version > MIN_VERSION && isTooLarge(modulesOf(version) + 2 * QUIET)) version--
  return version
}

/** Dark modules are true; undefined for what does not fit into a code of that version. */
function codeOf(bytes: Uint8Array, maxVersion: number): boolean[][] | undefined {
  try {
    return encode([...bytes], { ecc: 'L', maxVersion, border: QUIET }).data
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function draw(modules: readonly (readonly boolean[])[], hasColors: boolean): string[] {
  const glyphs = hasColors ? DARK : LIGHT
  return Array.from({ length: Math.ceil(modules.length / 2) }, (_, row) => {
    const [upper, lower = []] = [modules[2 * row]!, modules[2 * row + 1]]
    const line = upper.map((isDark, x) => glyphs[(isDark ? 2 : 0) + (lower[x] ? 1 : 0)]).join('')
    return hasColors ? `${PAPER}${line}${RESET}` : line
  })
}
