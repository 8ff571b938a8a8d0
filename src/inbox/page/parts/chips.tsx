import { isStatus, type Status } from "../../../core/status.ts";
import { useInbox } from "../inbox.ts";
import type { Say } from "../words/say.ts";

export const tones: Readonly<Record<Status, string>> = {
  scheduled: "waiting",
  held: "warn",
  queued: "waiting",
  sent: "going",
  delivered: "good",
  unconfirmed: "good",
  undelivered: "bad",
  invalid: "bad",
  rejected: "bad",
  expired: "bad",
  cancelled: "waiting",
  skipped: "bad",
  unknown: "warn",
};

/** A status in the reader's language; what is none as it is. */
export function statusWord(status: string, say: Say): string {
  return isStatus(status) ? say(`status-${status}`) : status;
}

/** A status in a word and a colour. */
export function StatusChip({ status, word = "" }: { readonly status: Status; readonly word?: string | undefined }) {
  const { say } = useInbox();
  return (
    <span class={`chip ${tones[status]}`}>
      {say(`status-${status}`)}
      {word !== "" && <small> {word}</small>}
    </span>
  );
}

/** Titles of providers by id. */
export function useProviderTitle(): (id: string) => string {
  const { about } = useInbox();
  return (id) => about?.providers.find((candidate) => candidate.id === id)?.title ?? id;
}

/** A provider's title behind a mark in its colour. */
export function ProviderTag({ provider }: { readonly provider: string }) {
  const { about } = useInbox();
  const current = about?.providers.find((candidate) => candidate.id === provider);
  return (
    <span class="provider" title={current?.title ?? provider}>
      {current !== undefined && <span class="provider-mark" style={{ background: current.colour }} />}
      {current?.title ?? provider}
    </span>
  );
}

/** How it went, in a word whose tone says good or bad. */
export function ToneChip({
  tone,
  children,
}: {
  readonly tone: "good" | "bad" | "warn" | "going" | "waiting";
  readonly children: string;
}) {
  return <span class={`chip ${tone}`}>{children}</span>;
}
