// Variables as shells and tools read them.

/** Lines for one shell. */
interface ShellLines {
  set(name: string, value: string): string;
  unset(name: string): string;
}

const quoted = (value: string): string => `'${value.replaceAll("'", "'\\''")}'`;

/** A word of a command line: quoted, unless every shell takes it as it is. */
export const shellWord = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : quoted(text));

export const shells: Readonly<Record<string, ShellLines>> = {
  sh: { set: (name, value) => `export ${name}=${quoted(value)}`, unset: (name) => `unset ${name}` },
  fish: {
    set: (name, value) => `set -gx ${name} '${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`,
    unset: (name) => `set -e ${name}`,
  },
  pwsh: {
    set: (name, value) => `$env:${name} = '${value.replaceAll("'", "''")}'`,
    unset: (name) => `Remove-Item Env:${name}`,
  },
  dotenv: { set: (name, value) => `${name}=${inDotenv(value)}`, unset: (name) => `${name}=` },
  github: { set: inGithub, unset: (name) => `${name}=` },
};

/** Readers of dotenv files know no escapes: the first quotation mark that the value does not contain. */
function inDotenv(value: string): string {
  const mark = ["'", '"', "`"].find((candidate) => !value.includes(candidate)) ?? '"';
  return `${mark}${value}${mark}`;
}

/** A value of several lines stands between two lines of a word that it does not contain. */
function inGithub(name: string, value: string): string {
  if (!/[\r\n]/.test(value)) return `${name}=${value}`;
  let word = "END";
  while (value.includes(word)) word += "_";
  return `${name}<<${word}\n${value}\n${word}`;
}
