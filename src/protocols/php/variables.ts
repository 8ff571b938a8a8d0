// Variables of a request as PHP 8.2 registers them (main/php_variables.c): array names, mangled characters, numeric keys.
// A text has an octet in each character, as PHP's strings do.

export type PhpValue = string | PhpArray;

const biggest = 2n ** 63n - 1n;
const smallest = -(2n ** 63n);
/** `max_input_vars` of php.ini. */
export const maxInputVars = 1_000;
/** `max_input_nesting_level` of php.ini. */
const deepest = 64;

/** An ordered array. Keys that are whole numbers count for the next free one. */
export class PhpArray {
  readonly #values = new Map<string, PhpValue>();
  /** Null while no key is a number. */
  #next: bigint | null = null;

  get(key: string): PhpValue | undefined {
    return this.#values.get(key);
  }

  set(key: string, value: PhpValue): void {
    const index = indexOf(key);
    if (index !== null && (this.#next === null || index >= this.#next))
      this.#next = index < biggest ? index + 1n : biggest;
    this.#values.set(key, value);
  }

  /** Adds the value under the next free number; false: there is none. */
  append(value: PhpValue): boolean {
    const key = String(this.#next ?? 0n);
    if (this.#values.has(key)) return false;
    this.set(key, value);
    return true;
  }

  delete(key: string): void {
    this.#values.delete(key);
  }

  entries(): IterableIterator<[string, PhpValue]> {
    return this.#values.entries();
  }

  get size(): number {
    return this.#values.size;
  }
}

/** Number of a key that PHP takes for one: no sign but `-`, no leading zero, 64 bits. */
function indexOf(key: string): bigint | null {
  if (key.length > 20 || !/^(?:0|-?[1-9]\d*)$/.test(key)) return null;
  const index = BigInt(key);
  return index >= smallest && index <= biggest ? index : null;
}

/** Registers a variable, as `php_register_variable_ex` does. */
export function register(variables: PhpArray, given: string, value: string): void {
  const path = pathOf(given);
  if (path === null) return;
  const [first, ...more] = path;
  if (more.length > deepest) {
    variables.delete(first);
    return;
  }
  let array = variables;
  let key: string | null = first;
  for (const next of more) {
    const inner = innerArray(array, key);
    if (inner === null) return;
    array = inner;
    key = next;
  }
  if (key === null) array.append(value);
  else array.set(key, value);
}

/** The array under a key; one takes the place of a text. Null: there is no free number left. */
function innerArray(array: PhpArray, key: string | null): PhpArray | null {
  const present = key === null ? undefined : array.get(key);
  if (present instanceof PhpArray) return present;
  const made = new PhpArray();
  if (key !== null) array.set(key, made);
  else if (!array.append(made)) return null;
  return made;
}

/** Keys that a name leads through, null for `[]`; null: PHP drops the variable. */
function pathOf(given: string): readonly [string, ...(string | null)[]] | null {
  const name = upToNul(given).replace(/^ +/, "");
  const bracket = name.indexOf("[");
  const first = mangled(bracket < 0 ? name : name.slice(0, bracket));
  if (first === "" || disguised(first, name)) return null;
  if (bracket < 0) return [first];
  const keys: (string | null)[] = [];
  for (let at = bracket; name[at] === "["; ) {
    const from = at + 1;
    const blank = /[ \t\n\v\f\r]/.test(name[from] ?? "") ? 1 : 0;
    const end = name.indexOf("]", from + blank);
    if (end < 0) {
      // An open bracket is no index: at the first level the rest belongs to the name.
      if (keys.length > 0) return [first, ...keys];
      const whole = mangled(name);
      return disguised(whole, name) ? null : [whole];
    }
    keys.push(end === from + blank ? null : name.slice(from, end));
    at = end + 1;
    if (keys.length > deepest) break;
  }
  return [first, ...keys];
}

function mangled(name: string): string {
  return name.replace(/[ .[]/g, "_");
}

/** True if mangling made a name look like a protected cookie's. */
function disguised(name: string, given: string): boolean {
  return ["__Host-", "__Secure-"].some((prefix) => name.startsWith(prefix) && !given.startsWith(prefix));
}

export function upToNul(text: string): string {
  const nul = text.indexOf("\0");
  return nul < 0 ? text : text.slice(0, nul);
}

/** Merges as $_REQUEST does: `added` wins, and arrays of the same name are merged. */
export function merge(into: PhpArray, added: PhpArray): void {
  for (const [key, value] of added.entries()) {
    const present = into.get(key);
    if (present instanceof PhpArray && value instanceof PhpArray) merge(present, value);
    else into.set(key, value);
  }
}
