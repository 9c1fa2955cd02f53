// Required before the program: tells at the end, in the last line of stdout, which of its files were read.
const fs = require('node:fs')

const read = fs.readFileSync
const files = new Set()
fs.readFileSync = (path, ...rest) => {
  const [, file] = /dist[/\\]cli[/\\](.*)$/.exec(String(path)) ?? []
  if (file !== undefined && !file.startsWith('cache')) files.add(file.replaceAll('\\', '/'))
  return read(path, ...rest)
}
process.on('exit', () => fs.writeSync(1, `${JSON.stringify([...files])}\n`))
