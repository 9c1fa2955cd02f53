#!/usr/bin/env node
// Kept plain, so that an old Node.js can still read it and say that it is too old.
const [major, minor] = process.versions.node.split('.').map(Number)

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`Error: tao needs Node.js 20.19 or later; this is ${process.version}\n`)
  process.exit(1)
}

import('../dist/tao.js').catch(error => {
  const isUnbuilt = error?.code === 'ERR_MODULE_NOT_FOUND' && String(error.message).includes('tao.js')
  process.stderr.write(
    isUnbuilt
      ? 'Error: tao is not built yet\n  Build it with: npm run build\n'
      : `Error: tao cannot start: ${error instanceof Error ? error.message : error}\n${process.env.TAO_DEBUG ? `${error?.stack}\n` : ''}`,
  )
  process.exit(1)
})
