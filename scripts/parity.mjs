/**
 * Bundles and runs parity.ts on the built program.
 * Usage: npm run parity -- FOLDER [--gaps] [--write FOLDER], where FOLDER has commands-v9.json and commands-v11.json
 */
import { mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
// Below node_modules, so that what is not bundled is found.
const outfile = join(root, 'node_modules', '.cache', 'taokit', 'parity.mjs')
mkdirSync(dirname(outfile), { recursive: true })
await build({
  entryPoints: [join(root, 'scripts', 'parity.ts')],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  logLevel: 'error',
})
const { main } = await import(pathToFileURL(outfile).href)
process.exitCode = await main(process.argv.slice(2), root)
