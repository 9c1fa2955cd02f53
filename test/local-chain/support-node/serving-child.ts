/** A process that serves the chain in a folder until it is told to stop: `node serving-child.mjs FOLDER`. */
import { writeSync } from 'node:fs'
import { openChain } from '../../../src/local-chain/node/open.ts'
import { serve } from '../../../src/local-chain/node/serve.ts'
import { smallSpec } from './spec.ts'

const folder = process.argv[2]!
const chain = openChain(folder, () => smallSpec(), { sealing: 'instant' })
const node = await serve(chain, { port: 0, version: '0.0.0-test', folder })
process.once('SIGTERM', () => void node.close())
writeSync(1, `${node.server.url}\n`)
