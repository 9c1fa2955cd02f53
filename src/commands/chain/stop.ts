import { servedFolder, stopInside } from '../../client/providers/inside.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import { folder } from '../kit/options.ts'
import { integer, record, text } from '../kit/shape.ts'
import { card } from '../kit/view.ts'

export default action({
  summary: 'Stop the node that serves the chain inside',
  description: ['The chain stays as it is. Clients of the node are told goodbye.'],
  examples: [
    { line: 'tao chain stop', does: 'End what tao chain start --detach began' },
    { line: 'tao chain stop --base-path ./chain', does: 'End the node of a chain in a folder of its own' },
  ],
  options: {
    basePath: folder({ summary: 'The folder of the chain, where it has one of its own', placeholder: 'FOLDER' }),
  },
  uses: ['inside'],
  output: record({ url: text('Where it was served'), pid: integer('The process that served it') }),
  view: ({ url, pid }) => [
    card([
      ['Stopped', cells.text(url)],
      ['Process', cells.integer(pid)],
    ]),
  ],
  plan: ({ basePath }, ctx) => {
    const { chain } = ctx.settings
    const place =
      basePath === undefined ? ({ kind: 'named', chain } as const) : ({ kind: 'folder', folder: basePath } as const)
    return {
      summary: `Stop the node of ${basePath ?? `the chain ${chain}`}`,
      effects: ['Its clients are told goodbye.'],
      perform: () => stopInside(servedFolder(place)!),
    }
  },
})
