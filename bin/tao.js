#!/usr/bin/env node
'use strict'
// Kept plain, so that an old Node.js can still read it and say that it is too old.
const [major, minor] = process.versions.node.split('.').map(Number)

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`Error: tao needs Node.js 20.19 or later; this is ${process.version}\n`)
  process.exit(1)
}

try {
  require('../dist/cli/start.js')
} catch (error) {
  if (error.code !== 'MODULE_NOT_FOUND' || !error.message.includes('start.js')) throw error
  process.stderr.write('Error: tao is not built yet\n  Build it with: npm run build\n')
  process.exit(1)
}
