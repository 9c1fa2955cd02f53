/** Overwriting secrets that are no longer needed. */

/**
 * Fills buffers with zeros.
 *
 * It shortens the life of a secret and does not end it: strings, the big integers of curve arithmetic and copies made by
 * the garbage collector cannot be reached from JavaScript.
 */
export function wipe(...secrets: readonly (Uint8Array | undefined)[]): void {
  for (const secret of secrets) secret?.fill(0)
}
