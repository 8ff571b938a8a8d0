// Words of violations that a report may leave out: texts of messages, and real times.

import { type Bilingual, listed, type SentenceValue, sentencesOf } from "../../core/sentences.ts";
import type { JournalMessage } from "./journal.ts";

export interface MaskedParts {
  /** False: no text of a message. */
  readonly texts?: boolean;
  /** False: no real times, so that two reports of equal runs are equal. */
  readonly times?: boolean;
}

/** At most so many characters of a text in an example. */
const longestText = 40;
const maxGaps = 5;

export class MaskedWords {
  readonly #texts: boolean;
  readonly #times: boolean;

  constructor({ texts = true, times = true }: MaskedParts = {}) {
    this.#texts = texts;
    this.#times = times;
  }

  /** `"Pedido 7 confirmado" to 5511999990001`. */
  send({ message, to }: { readonly message: Pick<JournalMessage, "text"> | null; readonly to: string }): Bilingual {
    return message === null || !this.#texts ? say("send", { to }) : say("text", { text: quoted(message.text), to });
  }

  /** `"Pedido 7 confirmado"`. */
  text(text: string): SentenceValue {
    return this.#texts ? quoted(text) : say("hidden");
  }

  /** `11 ms`, `12 s`. */
  ms(ms: number): string {
    if (!this.#times) return "… ms";
    return ms < 10_000 ? `${Math.round(ms)} ms` : `${Math.round(ms / 1_000)} s`;
  }

  /** The first pauses. */
  gaps(gaps: readonly number[]): Bilingual {
    return this.#times ? listed(gaps.slice(0, maxGaps).map((gap) => this.ms(gap))) : listed([this.ms(0)]);
  }
}

export function quoted(text: string): string {
  const characters = [...text];
  const shortened = characters.length > longestText ? `${characters.slice(0, longestText - 1).join("")}…` : text;
  return JSON.stringify(shortened);
}

/** `once`, `2 times`. */
export function times(count: number): Bilingual {
  return { en: count === 1 ? "once" : `${count} times`, pt: count === 1 ? "uma vez" : `${count} vezes` };
}

const say = sentencesOf({
  send: { en: "a message to {to}", pt: "uma mensagem para {to}" },
  text: { en: "{text} to {to}", pt: "{text} para {to}" },
  hidden: { en: "a text", pt: "um texto" },
});
