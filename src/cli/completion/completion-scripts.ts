/** The shells with completion. */
export const SHELLS = ["bash", "zsh", "fish"] as const;

export type Shell = (typeof SHELLS)[number];

/** Instead of candidates, the hidden command prints this where a file or a folder is wanted. */
export const FILES = ":files";

/** The hidden command that the scripts call: `complete SHELL -- WORDS`, the last word up to the cursor. */
export const COMPLETE = "complete";

/** The name of the program, by which shells find its completion. */
const PROGRAM = "cdktf-provider-ehpc";

// The command is called as it was typed, so a copy in node_modules/.bin completes itself.
const BASH = `# Completion of ${PROGRAM} for bash 3.2 and newer. Load it in ~/.bashrc:
#   source <(${PROGRAM} completion bash)
_cdktf_provider_ehpc() {
  local line current=\${COMP_WORDS[COMP_CWORD]}
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == "${FILES}" ]]; then
      [[ $current == = ]] && current=
      compopt -o filenames 2> /dev/null
      while IFS= read -r line; do
        COMPREPLY+=("$line")
      done < <(compgen -f -- "$current")
      return
    fi
    COMPREPLY+=("$(printf '%q' "$line")")
  done < <("\${COMP_WORDS[0]}" ${COMPLETE} bash -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2> /dev/null)
}
complete -F _cdktf_provider_ehpc ${PROGRAM}
`;

const ZSH = `#compdef ${PROGRAM}
# Completion of ${PROGRAM} for zsh. Save it as _${PROGRAM} in a folder of $fpath, or load it in ~/.zshrc after compinit:
#   source <(${PROGRAM} completion zsh)
_cdktf_provider_ehpc() {
  local line
  local -a values shown
  for line in "\${(@f)$("\${(Q)words[1]}" ${COMPLETE} zsh -- "\${(@Q)words[2,CURRENT]}" 2> /dev/null)}"; do
    if [[ $line == "${FILES}" ]]; then
      _files
      return
    fi
    [[ -z $line ]] && continue
    values+=("\${line%%$'\\t'*}")
    shown+=("\${line/$'\\t'/  -- }")
  done
  (( $#values )) && compadd -l -d shown -a values
}
if [[ \${funcstack[1]} == _${PROGRAM} ]]; then
  _cdktf_provider_ehpc "$@"
else
  compdef _cdktf_provider_ehpc ${PROGRAM}
fi
`;

const FISH = `# Completion of ${PROGRAM} for fish. Load it:
#   ${PROGRAM} completion fish > ~/.config/fish/completions/${PROGRAM}.fish
function __cdktf_provider_ehpc_complete
    set -l words (commandline --tokenize --current-process --cut-at-cursor)
    set -l current (commandline --current-token --cut-at-cursor)
    set -l program $words[1]
    set -e words[1]
    set -l lines ($program ${COMPLETE} fish -- $words "$current" 2> /dev/null)
    if test "$lines[1]" = "${FILES}"
        __fish_complete_path "$current"
    else
        printf '%s\\n' $lines
    end
end
complete --command ${PROGRAM} --no-files --arguments '(__cdktf_provider_ehpc_complete)'
`;

/** The script that teaches a shell to complete the command. */
export const SCRIPTS: Readonly<Record<Shell, string>> = { bash: BASH, zsh: ZSH, fish: FISH };
