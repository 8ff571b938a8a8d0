import type { ComponentChildren } from "preact";
import { sentenceOf } from "../remote/remote.ts";

/** Sentence of an error that the emulator answered. */
export function Trouble({ error }: { readonly error: unknown }) {
  return error === null ? null : (
    <p class="trouble" role="alert">
      {sentenceOf(error)}
    </p>
  );
}

/** Where there is nothing yet: what would be here, and how to bring it about. */
export function Empty({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <div class="empty">
      <h2>{title}</h2>
      {children}
    </div>
  );
}
