/**
 * The epoch of a full subnet: 256 UIDs, 64 validators with weights on all 192 servers, and bonds to match.
 *
 * Beside the times stands a fixed loop of multiplications in WebAssembly, timed in the same run: what compares from
 * machine to machine is an epoch's time in such multiplications. The reference's times were taken on another machine,
 * without that yardstick, so they tell the order of magnitude only.
 */
import { bondsRow, copyOutput, runEpoch } from '../src/consensus/epoch/epoch.ts'
import { EMPTY_ROW, type EpochInput, type Row } from '../src/consensus/epoch/types.ts'
import type { Bench, BenchTable } from './table.ts'

const UIDS = 256
const VALIDATORS = 64
const RUNS = 300

interface Mode {
  readonly name: string
  readonly parameters: Partial<EpochInput>
  /** What the reference takes, in microseconds, and the part of it without reading its storage. */
  readonly native: { readonly whole: number; readonly arithmetic: number }
}

/** Native: the least times in shared/vectors/README.md. That of liquid alpha comes from a run with another seed. */
const MODES: readonly Mode[] = [
  {
    name: 'classic',
    parameters: { yuma3: false, liquidAlpha: false },
    native: { whole: 3483, arithmetic: 3483 - 1888 },
  },
  {
    name: 'Yuma 3',
    parameters: { yuma3: true, liquidAlpha: false },
    native: { whole: 3660, arithmetic: 3660 - 1936 },
  },
  {
    name: 'Yuma 3, liquid alpha',
    parameters: { yuma3: true, liquidAlpha: true },
    native: { whole: 4628, arithmetic: 4628 - 1936 },
  },
]

export default {
  summary: 'an epoch of 256 UIDs: 64 validators, dense weights (64 x 192) and bonds',
  run: () => {
    const multiplication = yardstick()
    return table(multiplication, MODES.map(measure))
  },
} satisfies Bench

interface Measured extends Mode {
  /** Microseconds. */
  readonly least: number
  readonly median: number
  /** Bytes an epoch. */
  readonly garbage: number
}

function measure(mode: Mode): Measured {
  const input = settled({ ...network(), ...mode.parameters })
  const times = time(() => runEpoch(input))
  return { ...mode, least: times[0]!, median: times[times.length >> 1]!, garbage: garbage(() => runEpoch(input)) }
}

function table(multiplication: number, rows: readonly Measured[]): BenchTable {
  const us = (time: number): string => `${time.toFixed(0)} µs`
  return {
    heads: ['', 'least', 'median', 'wasm products', 'garbage', 'native', 'its arithmetic', 'arithmetic / least'],
    rows: rows.map(({ name, least, median, garbage, native }) => [
      name,
      us(least),
      us(median),
      Math.round((least * 1000) / multiplication).toLocaleString('en-US'),
      `${garbage} B`,
      us(native.whole),
      us(native.arithmetic),
      `${(native.arithmetic / least).toFixed(1)} ×`,
    ]),
    notes: [
      `Yardstick: a product of two i64 in wasm takes ${multiplication.toFixed(2)} ns here (the least of ten loops of five million, each on the one before).`,
      `Times: of ${RUNS} epochs after as many to warm up, with the input handed over each time. Garbage: bytes of heap an epoch; of one small object the same measure finds ${controlGarbage()}.`,
      'Native: the Rust reference on another machine (shared/vectors/README.md), storage read from memory; its arithmetic is without those reads.',
    ],
  }
}

/** Numbers that look random and are the same in every run. */
function numbers(): (below: number) => number {
  let state = 1
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

function network(): EpochInput {
  const next = numbers()
  const uids = [...Array(UIDS).keys()]
  const isValidator = (uid: number) => uid < VALIDATORS
  const row = (): Row => Uint16Array.from(uids.filter(uid => !isValidator(uid)).flatMap(uid => [uid, 1 + next(65_535)]))
  return {
    n: UIDS,
    block: 10_000n,
    tempo: 360,
    lastMechanismStepBlock: 9_640n,
    activityCutoff: 5_000n,
    emission: 360_000_000_000n,
    stake: BigUint64Array.from(uids.flatMap(uid => [0n, isValidator(uid) ? BigInt(10 ** 12 + next(10 ** 12)) : 0n])),
    stakeThreshold: 0n,
    ownerUid: undefined,
    validatorPermit: uids.map(isValidator),
    maxAllowedValidators: VALIDATORS,
    lastUpdate: new BigUint64Array(UIDS).fill(9_900n),
    blockAtRegistration: new BigUint64Array(UIDS),
    commitBlock: undefined,
    weights: uids.map(uid => (isValidator(uid) ? row() : EMPTY_ROW)),
    bonds: uids.map(uid => (isValidator(uid) ? row() : EMPTY_ROW)),
    kappa: 32_767,
    bondsPenalty: 65_535,
    bondsMovingAverage: 900_000n,
    yuma3: false,
    liquidAlpha: false,
    alphaLow: 45_875,
    alphaHigh: 58_982,
    alphaSigmoidSteepness: 1_000,
  }
}

/** The same network after some epochs, with the bonds that come of it. */
function settled(input: EpochInput): EpochInput {
  let settling = input
  for (let epoch = 0; epoch < 3; epoch++) {
    const output = copyOutput(runEpoch(settling))
    settling = { ...settling, bonds: input.bonds.map((_, uid) => bondsRow(output, uid)) }
  }
  return settling
}

/** Microseconds of each of many runs, ascending, after as many to warm up. */
function time(work: () => void): Float64Array {
  const times = new Float64Array(RUNS)
  for (let i = 0; i < 2 * RUNS; i++) {
    const start = performance.now()
    work()
    times[i % RUNS] = (performance.now() - start) * 1_000
  }
  return times.sort()
}

/** Bytes that a run leaves on the heap: the median of several rounds, less what measuring itself leaves. */
function garbage(work: () => void): number {
  const round = (runs: number) => {
    const before = process.memoryUsage().heapUsed
    for (let i = 0; i < runs; i++) work()
    return process.memoryUsage().heapUsed - before
  }
  // A collection falls into few of the rounds, if any.
  const median = (runs: number) => Array.from({ length: 9 }, () => round(runs)).sort((a, b) => a - b)[4]!
  const [measuring, measured] = [median(0), median(RUNS)]
  return Math.max(Math.round((measured - measuring) / RUNS), 0)
}

let kept: unknown

/** What the measure says of work that leaves one small object each time: that it sees so little. */
const controlGarbage = (): number =>
  garbage(() => {
    kept = { kept: kept === undefined }
  })

/** A module whose one function multiplies as often as it is told, each product on the one before. */
const MULTIPLIER = Uint8Array.from([
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // magic, version
  ...[0x01, 0x05, 0x01, 0x60, 0x01, 0x7f, 0x00], // type: (i32) -> ()
  ...[0x02, 0x01, 0x00, 0x03, 0x02, 0x01, 0x00], // no imports, one function of that type
  ...[0x06, 0x06, 0x01, 0x7e, 0x01, 0x42, 0x03, 0x0b], // a mutable i64: 3
  ...[0x07, 0x07, 0x01, 0x03, 0x72, 0x75, 0x6e, 0x00, 0x00], // export "run"
  ...[0x0a, 0x21, 0x01, 0x1f, 0x01, 0x01, 0x7e], // code, with a local i64
  ...[0x23, 0x00, 0x21, 0x01], // local = global
  ...[0x03, 0x40], // loop
  ...[0x20, 0x01, 0x20, 0x01, 0x7e, 0x21, 0x01], // local = local * local
  ...[0x20, 0x00, 0x41, 0x01, 0x6b, 0x22, 0x00], // count down
  ...[0x0d, 0x00, 0x0b], // until 0
  ...[0x20, 0x01, 0x24, 0x00, 0x0b], // global = local
])

interface WasmApi {
  readonly Module: new (code: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: { run(times: number): void } }
}

/** Nanoseconds of one multiplication: the least of several loops. */
function yardstick(): number {
  const { Module, Instance } = (globalThis as unknown as { WebAssembly: WasmApi }).WebAssembly
  const { exports } = new Instance(new Module(MULTIPLIER))
  const count = 5_000_000
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < 10; i++) {
    const start = performance.now()
    exports.run(count)
    least = Math.min(least, performance.now() - start)
  }
  return (least * 1_000_000) / count
}
