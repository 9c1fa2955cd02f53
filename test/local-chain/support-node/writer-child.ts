/**
 * A process that makes blocks of the chain in a folder and tells each on its standard output, once it was told itself:
 *
 *     node writer-child.mjs FOLDER one|bulk COUNT
 */
import { writeSync } from 'node:fs'
import { openChain } from '../../../src/local-chain/node/open.ts'
import { smallSpec } from './spec.ts'

const [folder, mode, count] = process.argv.slice(2)
const chain = openChain(folder!, () => smallSpec(), { sealing: 'manual', history: 50 })
const tell = ({ number, hash }: { number: number; hash: string }) => writeSync(1, `${number} ${hash}\n`)

writeSync(1, 'open\n')
if (mode === 'bulk') await chain.advance(Number(count), { onProgress: (_made, head) => tell(head) })
else for (let i = 0; i < Number(count); i++) tell(chain.produceBlock())
chain.close()
