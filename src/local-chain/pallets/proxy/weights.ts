/**
 * Weights of the Proxy calls for accounts with `p` proxies and proxies with `a` announcements.
 * Reference: pallets/proxy/src/weights.rs.
 */
import { type Weight, weigh } from '../../runtime/weight.ts'

export const proxy = (p: number): Weight => weigh(28_026_265 + 53_205 * p, 4_254 + 37 * p, 3, 1)
export const proxyAnnounced = (a: number, p: number): Weight =>
  weigh(53_234_507 + 228_831 * a + 54_037 * p, 8_615 + 68 * a + 37 * p, 5, 3)
export const removeAnnouncement = (a: number, p: number): Weight =>
  weigh(25_595_226 + 205_163 * a + 40_277 * p, 8_615, 2, 2)
export const rejectAnnouncement = (a: number, p: number): Weight =>
  weigh(26_388_332 + 199_703 * a + 17_846 * p, 8_615, 2, 2)
export const announce = (a: number, p: number): Weight => weigh(34_286_251 + 194_092 * a + 53_615 * p, 8_615, 3, 2)
export const addProxy = (p: number): Weight => weigh(25_770_804 + 80_892 * p, 4_254, 1, 1)
export const removeProxy = (p: number): Weight => weigh(27_827_049 + 64_054 * p, 4_254, 1, 2)
export const removeProxies = (p: number): Weight => weigh(27_407_028 + 55_808 * p, 4_254, 1, 1)
export const createPure = (p: number): Weight => weigh(27_853_436 + 20_160 * p, 4_254, 1, 1)
export const killPure = (p: number): Weight => weigh(26_529_087 + 48_014 * p, 4_254, 1, 1)
export const POKE_DEPOSIT = weigh(46_757_000, 8_615, 3, 3)
export const setRealPaysFee = (p: number): Weight => weigh(14_259_931 + 42_799 * p, 4_254, 1, 1)
