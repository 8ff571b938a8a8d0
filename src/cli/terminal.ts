/** Where a command writes, and what it may assume of it. Tests give one of their own. */
export interface Terminal {
  out(text: string | Uint8Array): void;
  err(text: string | Uint8Array): void;
  /** How wide a line can be when a person looks at it; null: a pipe or a file, where nothing is cut. */
  readonly columns: number | null;
  /** All that comes in, until its end. */
  read(): Promise<string>;
  /** Called when nobody reads what is written any more. */
  onClosed(listener: () => void): void;
}

const usualColumns = 80;

export function processTerminal(): Terminal {
  // Node opens each of the three when it is first asked for it.
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    get columns() {
      return process.stdout.isTTY ? process.stdout.columns || usualColumns : null;
    },
    async read() {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
      return Buffer.concat(chunks).toString("utf8");
    },
    onClosed: (listener) => void process.stdout.once("error", () => listener()),
  };
}
