// Texts of the scenario editor that are not active yet, by sandbox. They outlive a reload of the page, in this tab.

export interface Draft {
  /** Text that was active when the draft began. */
  readonly began: string;
  readonly text: string;
}

const keyOf = (sandbox: string): string => `torpedo-draft ${sandbox}`;

/** Null: there is none. */
export function readDraft(sandbox: string): Draft | null {
  const kept = sessionStorage.getItem(keyOf(sandbox));
  if (kept === null) return null;
  const [began, text]: readonly string[] = JSON.parse(kept);
  return { began: began ?? "", text: text ?? "" };
}

export function keepDraft(sandbox: string, { began, text }: Draft): void {
  try {
    sessionStorage.setItem(keyOf(sandbox), JSON.stringify([began, text]));
  } catch {
    // A text that is too long for the browser's store is kept by the editor alone.
  }
}

export function dropDraft(sandbox: string): void {
  sessionStorage.removeItem(keyOf(sandbox));
}
