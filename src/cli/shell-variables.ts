// Variables as shells and tools read them.

/** Lines for one shell. */
interface ShellLines {
  set(name: string, value: string): string;
  unset(name: string): string;
}

const quoted = (value: string): string => `'${value.replaceAll("'", "'\\''")}'`;

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
  dotenv: { set: (name, value) => `${name}=${quoted(value)}`, unset: (name) => `${name}=` },
  github: { set: (name, value) => `${name}=${value}`, unset: (name) => `${name}=` },
};
