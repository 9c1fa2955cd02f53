import { read } from './kit/command.ts'
import { COMPLETION_SCRIPTS, type Shell } from './kit/completion-scripts.ts'
import { choice } from './kit/options.ts'
import { text } from './kit/shape.ts'
import { lines } from './kit/view.ts'

export default read({
  summary: 'Print the script that makes a shell complete tao',
  description: [
    'bash: tao completion bash > ~/.local/share/bash-completion/completions/tao',
    'zsh: tao completion zsh > a folder of $fpath, as _tao. fish: tao completion fish > ~/.config/fish/completions/tao.fish',
  ],
  examples: [{ line: 'tao completion bash', does: 'Print the script for bash' }],
  arguments: {
    shell: choice(['bash', 'zsh', 'fish'] as const satisfies readonly Shell[], {
      summary: 'The shell',
      placeholder: 'bash|zsh|fish',
      required: true,
      ask: 'For which shell?',
    }),
  },
  output: text('The script'),
  view: script => [lines(...script.split('\n').map(text => ({ text })))],
  run: ({ shell }) => COMPLETION_SCRIPTS[shell],
})
