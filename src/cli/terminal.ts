/** Where a command writes, and what it may assume of it. Tests give one of their own. */
export interface Terminal {
  out(text: string | Uint8Array): void;
  err(text: string): void;
  /** How wide a line can be when a person looks at it; null: a pipe or a file, where nothing is cut. */
  readonly columns: number | null;
  /** All that comes in, until its end. */
  read(): Promise<string>;
  /** Called when nobody reads what is written any more. */
  onClosed(listener: () => void): void;
}

const usualColumns = 80;

export function processTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    columns: stdout.isTTY ? stdout.columns || usualColumns : null,
    async read() {
      const chunks: Buffer[] = [];
      for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
      return Buffer.concat(chunks).toString("utf8");
    },
    onClosed: (listener) => void stdout.once("error", () => listener()),
  };
}
