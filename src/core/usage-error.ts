/**
 * A mistake of the person who runs or scripts Torpedo (configuration, scenario, accounts, library use): one sentence
 * that names what, which value, where and what to do. Shown as it is, without a stack; the commands end with exit code
 * 2. Everything else that is thrown is a bug.
 */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** The parts of the sentence, where it was made from parts. */
  readonly mistake: Mistake | null;
  /** Each thing that is wrong in a file that was given, with its place. */
  readonly findings: readonly LocatedMistake[];

  /** Takes the whole sentence, or its parts. */
  constructor(mistake: string | Mistake, findings: readonly LocatedMistake[] = []) {
    super(typeof mistake === "string" ? mistake : sentence(mistake));
    this.mistake = typeof mistake === "string" ? null : mistake;
    this.findings = findings;
  }
}

/** A mistake in a text. Lines and columns count from 1. */
export interface LocatedMistake {
  readonly line: number;
  readonly column: number;
  readonly found: string;
  readonly remedy: string;
}

export interface Mistake {
  /** Flag, variable, option or `file:line:column`. */
  readonly where: string;
  /** The mistake. When `value` is given, what was expected: `must be a port from 0 to 65535`. */
  readonly problem: string;
  /** The value found. Leave it out when it may be a secret. */
  readonly value?: unknown;
  /** An imperative without a full stop: `give another port with --http-port`. */
  readonly remedy: string;
  /** `missing`: nothing has that name. `conflict`: its state forbids it. `busy`: not now, too many at once. `unreachable`: no emulator answers. Absent: the value is wrong. */
  readonly kind?: "missing" | "conflict" | "busy" | "unreachable";
}

/** True if nothing has the name that was asked for, or no emulator answers. */
export function isGone(error: unknown): boolean {
  const kind = error instanceof UsageError ? error.mistake?.kind : undefined;
  return kind === "missing" || kind === "unreachable";
}

function sentence({ where, problem, value, remedy }: Mistake): string {
  return `${where}: ${problem}${value === undefined ? "" : `, not ${quoted(value)}`}; ${remedy}.`;
}

const longestValue = 60;

/** A value in a sentence: a text in quotes, and cut where it is long. */
export function quoted(value: unknown): string {
  let text: string;
  try {
    text = JSON.stringify(value) ?? String(value);
  } catch {
    text = String(value);
  }
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}
