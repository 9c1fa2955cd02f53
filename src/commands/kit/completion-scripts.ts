/** What a shell must be told so that Tab asks `tao` itself. */

export type Shell = 'bash' | 'zsh' | 'fish'

const BASH = `# Completion of tao for bash.
_tao() {
  # bash splits at = and :, tao sees whole words.
  local current="\${COMP_LINE:0:COMP_POINT}" line word
  local words=()
  IFS=' ' read -r -a words <<< "$current"
  [[ "$current" == *" " ]] && words+=("")
  COMPREPLY=()
  while IFS= read -r line; do
    case "$line" in
      :file) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "\${words[-1]#*=}") ;;
      :folder) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "\${words[-1]#*=}") ;;
      *) word="\${line%%$'\\t'*}"; [[ "\${COMP_WORDS[COMP_CWORD-1]}" == "=" || "$2" == "=" ]] && word="\${word#*=}"; COMPREPLY+=("$word") ;;
    esac
  done < <(tao __complete "\${words[@]:1}" 2>/dev/null)
}
complete -F _tao tao
`

const ZSH = `#compdef tao
# Completion of tao for zsh.
_tao() {
  local -a offers
  local line
  while IFS= read -r line; do
    case "$line" in
      :file) _files; return ;;
      :folder) _files -/; return ;;
      *$'\\t'*) offers+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}") ;;
      *) offers+=("\${line//:/\\\\:}") ;;
    esac
  done < <(tao __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)
  _describe 'tao' offers
}
if [ "$funcstack[1]" = "_tao" ]; then _tao "$@"; else compdef _tao tao; fi
`

const FISH = `# Completion of tao for fish.
function __tao_complete
  set -l words (commandline -opc) (commandline -ct)
  for line in (tao __complete $words[2..-1] 2>/dev/null)
    switch $line
      case ':file'
        __fish_complete_path (commandline -ct)
      case ':folder'
        __fish_complete_directories (commandline -ct)
      case '*'
        echo $line
    end
  end
end
complete -c tao -f -a '(__tao_complete)'
`

export const COMPLETION_SCRIPTS: Readonly<Record<Shell, string>> = { bash: BASH, zsh: ZSH, fish: FISH }
