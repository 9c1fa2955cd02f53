/** The licences of the packages whose code is in the bundles: they ask that their texts go where the code goes. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const LICENCE_FILE = /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i
const IN_PACKAGE = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//

/**
 * @param {string} root of the project
 * @param {{ inputs: Record<string, unknown> }[]} metafiles of the bundles that are published
 * @returns {string} one text with every package, its version and its licence
 */
export function noticesOf(root, metafiles) {
  const folders = new Set()
  for (const input of metafiles.flatMap(({ inputs }) => Object.keys(inputs))) {
    // Inputs of plugins stand behind the plugin's own prefix.
    const folder = IN_PACKAGE.exec(input.replace(/^[a-z-]+:/, ''))?.[1]
    if (folder !== undefined) folders.add(folder.startsWith('/') ? folder : join(root, folder))
  }
  const packages = [...folders].map(describe).sort((a, b) => (a.name < b.name ? -1 : 1))
  const sections = [...groupByText(packages)].map(([text, group]) =>
    [...group.map(({ name, version, license }) => `${name} ${version} (${license})`), '', text].join('\n'),
  )
  return ['The program contains code of these packages, with their licences.', ...sections].join(
    `\n\n${'-'.repeat(80)}\n\n`,
  )
}

function groupByText(packages) {
  const groups = new Map()
  for (const entry of packages) groups.set(entry.text, [...(groups.get(entry.text) ?? []), entry])
  return groups
}

function describe(folder) {
  const { name, version, license = 'no licence named' } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const files = readdirSync(folder).filter(file => LICENCE_FILE.test(file))
  const text = files.map(file => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n')
  return { name, version, license, text: text || `The package names its licence only: ${license}.` }
}
