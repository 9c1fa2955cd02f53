/** The drand network that everybody seals to: a round every three seconds, each signed by itself. */
import { fromHex } from '../bytes.ts'

export const DRAND_QUICKNET = {
  publicKey: fromHex(
    '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
  ),
  /** The time of round 1, in seconds since 1970. */
  genesis: 1_692_803_367,
  /** Seconds from one round to the next. */
  period: 3,
} as const
