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
  const [began, text] = textsIn(kept);
  return typeof began === "string" && typeof text === "string" ? { began, text } : null;
}

/** Values of a stored array; none: the text is no array. */
function textsIn(kept: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(kept);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

export function keepDraft(sandbox: string, { began, text }: Draft): void {
  try {
    sessionStorage.setItem(keyOf(sandbox), JSON.stringify([began, text]));
  } catch {
    // The editor alone keeps a text that is too long for the browser's store. An earlier draft must not come back.
    dropDraft(sandbox);
  }
}

export function dropDraft(sandbox: string): void {
  sessionStorage.removeItem(keyOf(sandbox));
}
