/** Builds the explorer's page into a folder: what a node serves to browsers is there and nowhere else. */
import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

/** Files that are served as they are. The first is the page itself. */
const PLAIN = ['index.html', 'icon.svg']

/** @param root of the project  @param out the folder that is made */
export async function buildExplorer(root, out) {
  const source = join(root, 'src', 'explorer')
  mkdirSync(out, { recursive: true })
  await build({
    entryPoints: { main: join(source, 'main.ts'), explorer: join(source, 'explorer.css') },
    outdir: out,
    chunkNames: '[name]-[hash]',
    bundle: true,
    // The words for refusals are loaded when somebody meets one.
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: ['chrome111', 'firefox115', 'safari16.4'],
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'error',
  })
  for (const file of PLAIN) copyFileSync(join(source, file), join(out, file))
}
