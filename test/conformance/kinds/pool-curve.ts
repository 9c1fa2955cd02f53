/** The weighted balancer of the pools. */
import { U64F64 } from '../../../src/consensus/fixed/types.ts'
import {
  type Balancer,
  baseDeltaIn,
  baseNeededForQuote,
  calculatePrice,
  expBaseQuote,
  expQuoteBase,
  quoteDeltaIn,
  updateWeightsForAddedLiquidity,
} from '../../../src/consensus/pool-curve/balancer.ts'
import { fromParts } from '../../../src/consensus/pool-curve/perquintill.ts'
import { checkFunctions, functionsOf, type Json, type Kind, type Subject } from '../kind.ts'

export const poolCurve: Kind = {
  name: 'pool curve',
  matches: file => functionsOf(file).some(([name]) => name in SUBJECTS),
  run: (file, check) => checkFunctions(file, name => SUBJECTS[name], check),
}

type Args = { readonly [argument: string]: Json }

const pool = (args: Args): Balancer => ({ quote: fromParts(BigInt(args.balancer as string)) })
const int = (args: Args, name: string): bigint => BigInt(args[name] as string)
const price = (args: Args, name: string): U64F64 => U64F64.fromBits(int(args, name))

const SUBJECTS: { readonly [name: string]: Subject } = {
  exp_base_quote: args => expBaseQuote(pool(args), int(args, 'x'), int(args, 'dx')),
  exp_quote_base: args => expQuoteBase(pool(args), int(args, 'y'), int(args, 'dy')),
  calculate_price: args => calculatePrice(pool(args), int(args, 'x'), int(args, 'y')),
  calculate_quote_delta_in: args =>
    quoteDeltaIn(pool(args), price(args, 'current_price'), price(args, 'target_price'), int(args, 'reserve')),
  calculate_base_delta_in: args =>
    baseDeltaIn(pool(args), price(args, 'current_price'), price(args, 'target_price'), int(args, 'reserve')),
  get_base_needed_for_quote: args =>
    baseNeededForQuote(pool(args), int(args, 'tao_reserve'), int(args, 'alpha_reserve'), int(args, 'delta_tao')),
  update_weights_for_added_liquidity(args) {
    const names = ['tao_reserve', 'alpha_reserve', 'tao_delta', 'alpha_delta'] as const
    const [tao, alpha, taoDelta, alphaDelta] = names.map(name => int(args, name)) as [bigint, bigint, bigint, bigint]
    const updated = updateWeightsForAddedLiquidity(pool(args), tao, alpha, taoDelta, alphaDelta)
    return [updated !== undefined, (updated ?? pool(args)).quote]
  },
}
