// Collects what is odd about a request, bounded: a body can hold any number of unknown elements.

import type { AsmxFinding } from "./service.ts";

const MAX_FINDINGS = 20;
const MAX_TEXT = 400;

export interface Findings {
  readonly list: readonly AsmxFinding[];
  add(text: string, source: string): void;
}

export function createFindings(): Findings {
  const list: AsmxFinding[] = [];
  return {
    list,
    add(text, source) {
      if (list.length < MAX_FINDINGS)
        list.push({ text: text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text, source });
    },
  };
}
