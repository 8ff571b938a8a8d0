import { isStatus, type Status } from "../../../core/status.ts";
import type { Say } from "../words/say.ts";
import { useWorld } from "../world.ts";

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
  unknown: "warn",
};

/** A status in the reader's language; what is none as it is. */
export function statusWord(status: string, say: Say): string {
  return isStatus(status) ? say(`status-${status}`) : status;
}

/** A status in a word and a colour. */
export function StatusChip({ status, word = "" }: { readonly status: Status; readonly word?: string }) {
  const { say } = useWorld();
  return (
    <span class={`chip ${tones[status]}`}>
      {say(`status-${status}`)}
      {word !== "" && <small> {word}</small>}
    </span>
  );
}

export const providerTitles: Readonly<Record<string, string>> = {
  mobilepronto: "MobilePronto",
  mensagem: "Mensagem",
  sophia: "Sophia",
};

export function ProviderTag({ provider }: { readonly provider: string }) {
  return (
    <span class="provider" data-provider={provider}>
      {providerTitles[provider] ?? provider}
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
