/** Calls by name, with arguments that a compiler knows. */
import { type Call, call as plain } from '../client/transactions/call.ts'

/** What each call of the chain inside takes. The build fills it in (scripts/call-types.ts). */
// biome-ignore lint/suspicious/noEmptyInterface: see above
export interface Calls {}

type Nothing = Readonly<Record<never, unknown>>
type ArgumentsOf<Name extends string> = Name extends keyof Calls ? Calls[Name] : Call['args']

/**
 * A call to be signed, sent, or tried. The compiler checks those of `Calls`. A call that another runtime has with other arguments is
 * written as `call(name as string, args)`; what its chain does not have is told before anything is signed.
 */
export const call = <Name extends keyof Calls | (string & Nothing)>(
  name: Name,
  ...args: Nothing extends ArgumentsOf<Name> ? [args?: ArgumentsOf<Name>] : [args: ArgumentsOf<Name>]
): Call => plain(name, args[0])
