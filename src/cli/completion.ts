// Shell completion, made from the program's own definition: what a shell completes is what the program takes.

import type { Argument, Command, Option } from "commander";
import { CompletedOption } from "./flags.ts";

export const shells = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof shells)[number];

/** A command as a shell sees it. */
interface Node {
  /** `` for the program itself, `accounts set` for a command of a group. */
  readonly path: string;
  readonly commands: readonly { readonly name: string; readonly about: string }[];
  readonly options: readonly Option[];
  readonly arguments: readonly Argument[];
}

export function completion(program: Command, shell: Shell): string {
  const nodes = nodesOf(program, "");
  return shell === "bash" ? bash(nodes) : shell === "zsh" ? zsh(nodes) : fish(nodes);
}

function nodesOf(command: Command, path: string): Node[] {
  const subcommands = command.commands.map((subcommand) => ({
    name: subcommand.name(),
    about: subcommand.description(),
  }));
  const options = command.createHelp().visibleOptions(command);
  const below = command.commands.flatMap((subcommand) => nodesOf(subcommand, `${path} ${subcommand.name()}`.trim()));
  return [{ path, commands: subcommands, options: [...options], arguments: command.registeredArguments }, ...below];
}

/** The words that may stand behind a flag or as an argument; null: any text; `file`: the name of a file. */
function valuesOf(input: Option | Argument): readonly string[] | "file" | null {
  if (input.argChoices !== undefined) return input.argChoices;
  if (input instanceof CompletedOption && input.words.length > 0) return input.words;
  const name = "flags" in input ? (/<([^>]+)>/.exec(input.flags)?.[1] ?? "") : input.name();
  return /^FILE\b/.test(name.replace(/\.+$/, "")) ? "file" : null;
}

function flagsOf(option: Option): string[] {
  return [option.short, option.long].filter((flag) => flag !== undefined && flag !== null);
}

const values = (choices: readonly string[] | "file" | null): string =>
  choices === null ? "" : choices === "file" ? "@file" : choices.join(" ");

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A table of cases; the same walk over the words in every bash since 3.2, which macOS has. */
function bash(nodes: readonly Node[]): string {
  const cases = nodes.flatMap(({ path, commands, options, arguments: args }) => {
    const words = commands.map(({ name }) => name);
    const flags = options.flatMap(flagsOf);
    const valued = options.filter((option) => option.required || option.optional);
    return [
      `    ${quoted(path)})`,
      `      commands=${quoted(words.join(" "))}`,
      `      flags=${quoted(flags.join(" "))}`,
      `      args=(${args.map((arg) => quoted(values(valuesOf(arg)) + (arg.variadic ? " @more" : ""))).join(" ")})`,
      `      case "$1" in`,
      ...valued.map(
        (option) => `        ${flagsOf(option).join("|")}) valued=1; choices=${quoted(values(valuesOf(option)))} ;;`,
      ),
      "      esac ;;",
    ];
  });
  return `# Completion of torpedo for bash: source <(torpedo completion bash)
_torpedo_command() {
  commands= flags= args=() valued= choices=
  case "$path" in
${cases.join("\n")}
  esac
}
_torpedo() {
  local path= commands= flags= valued= choices= word index seen=0 current="\${COMP_WORDS[COMP_CWORD]}"
  local args=()
  COMPREPLY=()
  for ((index = 1; index < COMP_CWORD; index++)); do
    word="\${COMP_WORDS[index]}"
    _torpedo_command "$word"
    if [[ $word == -* ]]; then
      if [[ -n $valued ]]; then
        ((index++))
        if ((index == COMP_CWORD)); then
          _torpedo_words "$choices"
          return
        fi
      fi
    elif [[ " $commands " == *" $word "* ]]; then
      path="\${path:+$path }$word"
    else
      ((seen++))
    fi
  done
  _torpedo_command ""
  if [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$flags" -- "$current"))
  elif [[ -n $commands && $seen == 0 ]]; then
    COMPREPLY=($(compgen -W "$commands" -- "$current"))
  else
    if ((seen >= \${#args[@]} && \${#args[@]} > 0)) && [[ "\${args[\${#args[@]} - 1]}" == *@more ]]; then
      seen=$((\${#args[@]} - 1))
    fi
    _torpedo_words "\${args[seen]:-}"
  fi
}
_torpedo_words() {
  case "$1" in
    @file*) COMPREPLY=($(compgen -f -- "$current")) ;;
    *) COMPREPLY=($(compgen -W "\${1% @more}" -- "$current")) ;;
  esac
}
complete -o filenames -F _torpedo torpedo
`;
}

/** zsh's own way: a function a command, each with _arguments. */
function zsh(nodes: readonly Node[]): string {
  const functions = nodes.map(({ path, commands, options, arguments: args }) => {
    const specs = options.flatMap((option) => {
      const value = option.required || option.optional ? `:${name(option.flags)}:${action(valuesOf(option))}` : "";
      const many = option.parseArg === undefined ? "" : "*";
      return flagsOf(option).map((flag) => quoted(`${many}${flag}[${bracketed(option.description)}]${value}`));
    });
    const positional = args.map((arg) => quoted(`${arg.variadic ? "*" : ""}:${arg.name()}:${action(valuesOf(arg))}`));
    const subcommands = commands.map(({ name: word, about }) => quoted(`${word}:${about.replaceAll(":", "\\:")}`));
    const lines = [...specs, ...(commands.length > 0 ? ["'1: :->command'", "'*:: :->rest'"] : positional)];
    const body = [
      `_torpedo${called(path)}() {`,
      ...(commands.length > 0 ? ["  local state line", `  local -a its=(${subcommands.join(" ")})`] : []),
      `  _arguments -C ${lines.join(" \\\n    ")}`,
    ];
    if (commands.length > 0) {
      body.push(
        "  case $state in",
        "    command) _describe command its ;;",
        "    rest) case $words[1] in",
        ...commands.map(({ name: word }) => `      ${word}) _torpedo${called(`${path} ${word}`.trim())} ;;`),
        "    esac ;;",
        "  esac",
      );
    }
    return [...body, "}"].join("\n");
  });
  return `#compdef torpedo
# Completion of torpedo for zsh: source <(torpedo completion zsh)
${functions.join("\n")}
compdef _torpedo torpedo
`;
}

const called = (path: string): string => (path === "" ? "" : `__${path.replaceAll(/[ -]/g, "_")}`);
const name = (flags: string): string => (/<([^>]+)>/.exec(flags)?.[1] ?? "value").toLowerCase().replaceAll(":", " ");
const bracketed = (text: string): string => text.replace(/[[\]\\:]/g, "\\$&");
const action = (choices: readonly string[] | "file" | null): string =>
  choices === null ? " " : choices === "file" ? "_files" : `(${choices.join(" ")})`;

function fish(nodes: readonly Node[]): string {
  const lines = nodes.flatMap(({ path, commands, options, arguments: args }) => {
    const here = `-n ${quoted(`__torpedo_at ${path}`.trim())}`;
    const option = (flag: Option): string => {
      const choices = valuesOf(flag);
      const value = flag.required || flag.optional ? (choices === "file" ? " -r -F" : " -x") : "";
      const given = Array.isArray(choices) ? ` -a ${quoted(choices.join(" "))}` : "";
      const short = flag.short === undefined || flag.short === null ? "" : ` -s ${flag.short.slice(1)}`;
      return `complete -c torpedo ${here}${short} -l ${flag.name()}${value}${given} -d ${quoted(flag.description)}`;
    };
    return [
      ...commands.map(
        (subcommand) => `complete -c torpedo -f ${here} -a ${subcommand.name} -d ${quoted(subcommand.about)}`,
      ),
      ...options.map(option),
      ...args.map((arg) => {
        const choices = valuesOf(arg);
        if (choices === "file") return `complete -c torpedo ${here} -F`;
        return `complete -c torpedo -f ${here}${choices === null ? "" : ` -a ${quoted(choices.join(" "))}`}`;
      }),
    ];
  });
  const paths = nodes.filter(({ path }) => path !== "").map(({ path }) => quoted(path));
  return `# Completion of torpedo for fish: torpedo completion fish | source
set -g __torpedo_paths ${paths.join(" ")}
function __torpedo_at
  set -l path
  for word in (commandline -opc)[2..-1]
    contains -- (string join ' ' $path $word) $__torpedo_paths; and set -a path $word
  end
  test "$path" = "$argv"
end
complete -c torpedo -f
${lines.join("\n")}
`;
}
