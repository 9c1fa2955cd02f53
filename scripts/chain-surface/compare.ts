/** Where our surface differs from the reference's. */
import { ownWeights, type Surface, type Weights } from './facts.ts'

/** What differs and is right so, with the reason. */
const ACCEPTED: Readonly<Record<string, string>> = {
  'constant System.Version': 'made when metadata is built: it lists the runtime APIs',
}

/** @returns a line for each difference */
export function differencesOf(own: Surface, reference: Surface, weights: Weights): string[] {
  const sections = [...new Set([...Object.keys(own), ...Object.keys(reference)])]
  return [
    ...sections.flatMap(section => {
      const [kind, pallet] = section.split(' ')
      return differ(own[section] ?? {}, reference[section] ?? {}, name => `${kind} ${pallet}.${name}`)
    }),
    ...differ(ownWeights(), weights, name => `weight ${name}`),
  ].filter(line => !Object.keys(ACCEPTED).some(accepted => line.startsWith(`${accepted}:`)))
}

function differ(
  own: Readonly<Record<string, string>>,
  reference: Readonly<Record<string, string>>,
  title: (name: string) => string,
): string[] {
  const names = [...new Set([...Object.keys(own), ...Object.keys(reference)])]
  return names.flatMap(name => {
    const [mine, other] = [own[name], reference[name]]
    if (mine === undefined || other === undefined) {
      return [`${title(name)}: ${mine === undefined ? 'is missing' : 'is not the reference’s'}`]
    }
    return agrees(mine, other) ? [] : [`${title(name)}: ours ${mine}, the reference’s ${other}`]
  })
}

/** What the reference's file does not know it leaves open with `?`. */
function agrees(mine: string, other: string): boolean {
  if (other === '?') return true
  return other.endsWith(' ?') ? mine.startsWith(other.slice(0, -1)) : mine === other
}
