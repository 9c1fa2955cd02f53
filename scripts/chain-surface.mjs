/** Bundles and runs chain-surface.ts. Usage: node scripts/chain-surface.mjs [--check] [SHARED] */
import { mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
// Below node_modules, so that what is not bundled is found.
const outfile = join(root, 'node_modules', '.cache', 'taokit', 'chain-surface.mjs')
mkdirSync(dirname(outfile), { recursive: true })
await build({
  entryPoints: [join(root, 'scripts', 'chain-surface.ts')],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  logLevel: 'error',
})
const { main } = await import(pathToFileURL(outfile).href)
process.exitCode = main(process.argv.slice(2), root)
