// Required before the program: tells at the end, in the last line of stdout, which modules of Node that can reach a network
// were loaded.
const fs = require('node:fs')

// From 22 on Node itself loads `net` when a standard stream is a pipe; on 20 it is told apart.
const STREAMS = Number.parseInt(process.versions.node, 10) >= 22 ? [] : ['net']
const NETWORK = [...STREAMS, 'dns', 'tls', 'http', 'https', 'http2', 'dgram', 'internal/deps/undici/undici']
process.on('exit', () => {
  const loaded = process.moduleLoadList
    .map(name => name.replace('NativeModule ', ''))
    .filter(name => NETWORK.includes(name))
  fs.writeSync(1, `${JSON.stringify(loaded)}\n`)
})
