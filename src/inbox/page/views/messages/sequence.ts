// The sequence chart of a message: arrows between program, provider and phone in the order of time, and their places.

import type { MessageHistory } from "../../../../api/schema/callback.ts";
import type { View } from "../../route.ts";

export type Lifeline = "program" | "provider" | "phone";
export type ArrowTone = "going" | "good" | "bad" | "waiting";

/** Meaning of an arrow; its words are the page's. */
export type ArrowLabel =
  | { readonly kind: "request"; readonly operation: string }
  | { readonly kind: "response"; readonly code: string; readonly ms: number | undefined }
  | { readonly kind: "lost"; readonly fault: string }
  | { readonly kind: "status"; readonly status: string }
  | { readonly kind: "attempt"; readonly status: string | undefined; readonly number: number }
  | { readonly kind: "answer"; readonly status: number | null; readonly error: string; readonly ms: number }
  | { readonly kind: "reply"; readonly text: string };

/** An arrow; from and to are the same lifeline for what happens within the provider. */
export interface Arrow {
  readonly at: number;
  readonly from: Lifeline;
  readonly to: Lifeline;
  readonly label: ArrowLabel;
  readonly tone: ArrowTone;
  /** True if it never arrives. */
  readonly isLost: boolean;
  /** True if it has not happened yet. */
  readonly isPlanned: boolean;
  /** Place of its bytes; null: it has none. */
  readonly link: { readonly view: View; readonly item: string } | null;
  /** Names the exchange that a request and its response make. */
  readonly pair: string | null;
}

type Part = Pick<Arrow, "at" | "from" | "to" | "label"> & Partial<Arrow>;

function arrow(part: Part): Arrow {
  return { tone: "going", isLost: false, isPlanned: false, link: null, pair: null, ...part };
}

/** Arrows of a history, in the order of time. */
export function arrowsOf(history: MessageHistory): readonly Arrow[] {
  return [
    ...requestArrows(history),
    ...history.steps.map(statusArrow),
    ...history.inbound.map((inbound) =>
      arrow({
        at: inbound.receivedAt,
        from: "phone",
        to: "provider",
        label: { kind: "reply", text: inbound.text },
        link: { view: "phones", item: inbound.from },
      }),
    ),
    ...history.callbacks.flatMap(callbackArrows),
    ...plannedArrows(history),
  ].toSorted((a, b) => a.at - b.at);
}

function requestArrows({ request }: MessageHistory): readonly Arrow[] {
  if (request === null) return [];
  const link = { view: "requests", item: String(request.seq) } as const;
  const common = { link, pair: `request ${request.seq}` };
  const { at, ms, code, fault, operation } = request;
  const isLost = fault === "lose-answer" || fault === "reset" || fault === "hang" || request.response === null;
  return [
    arrow({ at, from: "program", to: "provider", label: { kind: "request", operation }, ...common }),
    arrow({
      at: at + (ms ?? 0),
      from: "provider",
      to: "program",
      label: isLost ? { kind: "lost", fault: fault ?? "" } : { kind: "response", code, ms },
      tone: fault === undefined ? "good" : "bad",
      isLost,
      ...common,
    }),
  ];
}

const confirmed = ["delivered", "undelivered", "invalid", "unconfirmed"];

/** `sent` goes to the phone, its outcome comes back; any other status stays within the provider. */
function statusArrow({ at, status }: MessageHistory["steps"][number]): Arrow {
  const [from, to]: readonly [Lifeline, Lifeline] =
    status === "sent"
      ? ["provider", "phone"]
      : confirmed.includes(status)
        ? ["phone", "provider"]
        : ["provider", "provider"];
  return arrow({ at, from, to, label: { kind: "status", status }, tone: toneOf(status) });
}

function toneOf(status: string): ArrowTone {
  if (status === "delivered" || status === "unconfirmed") return "good";
  if (["undelivered", "invalid", "rejected", "expired", "skipped"].includes(status)) return "bad";
  return status === "sent" ? "going" : "waiting";
}

function callbackArrows(callback: MessageHistory["callbacks"][number]): readonly Arrow[] {
  const link = { view: "callbacks", item: String(callback.seq) } as const;
  const attempts = callback.attempts.flatMap(({ at, number, status, error, durationMs }) => {
    const common = { link, pair: `callback ${callback.seq} ${number}` };
    const wanted = callback.by === "smpp" ? status === 0 : status !== null && status < 400;
    return [
      arrow({
        at,
        from: "provider",
        to: "program",
        label: { kind: "attempt", status: callback.status, number },
        isLost: status === null && error !== "",
        ...common,
      }),
      ...(status === null && error === ""
        ? []
        : [
            arrow({
              at: at + durationMs,
              from: "program",
              to: "provider",
              label: { kind: "answer", status, error, ms: durationMs },
              tone: wanted ? "good" : "bad",
              isLost: status === null,
              ...common,
            }),
          ]),
    ];
  });
  if (callback.state !== "waiting") return attempts;
  const label = { kind: "attempt", status: callback.status, number: callback.attemptCount + 1 } as const;
  const next = { at: callback.at, from: "provider", to: "program", label, link, isPlanned: true } as const;
  return [...attempts, arrow(next)];
}

function plannedArrows({ message }: MessageHistory): readonly Arrow[] {
  const begins = message.scheduledFor ?? message.acceptedAt;
  return message.life.map(({ status, after }) => ({
    ...statusArrow({ message: message.seq, at: begins + after, status, by: "life" }),
    isPlanned: true,
  }));
}

/** An arrow with its place in the chart. */
export interface PlacedArrow {
  readonly arrow: Arrow;
  readonly y: number;
  /** Milliseconds since the arrow before it. */
  readonly gap: number;
}

/** Pixels of an arrow, and of the first one from the top. */
const rowHeight = 36;
const top = 58;
/** Pixels for each factor of ten of time between two arrows. */
const perDecade = 7;

/** Places arrows from the top: the longer the time between two, the farther they stand apart, by its logarithm. */
export function placed(arrows: readonly Arrow[]): readonly PlacedArrow[] {
  let y = top - rowHeight;
  let before: number | null = null;
  return arrows.map((arrow) => {
    const gap = before === null ? 0 : arrow.at - before;
    before = arrow.at;
    y += rowHeight + perDecade * Math.max(0, Math.log10(Math.max(1, gap / 100)));
    return { arrow, y: Math.round(y), gap };
  });
}

/** Time that an exchange takes on the lifeline of the side that answers. */
export interface Activation {
  readonly lifeline: Lifeline;
  readonly from: number;
  readonly until: number;
  /** Exchanges before it on the lifeline that are not over. */
  readonly depth: number;
}

export function activationsOf(rows: readonly PlacedArrow[]): readonly Activation[] {
  const activations: Activation[] = [];
  for (const { arrow: begins, y } of rows) {
    const ends = rows.find((row) => row.y > y && row.arrow.pair === begins.pair);
    if (begins.pair === null || ends === undefined) continue;
    const depth = activations.filter(({ lifeline, until }) => lifeline === begins.to && until > y).length;
    activations.push({ lifeline: begins.to, from: y, until: ends.y, depth });
  }
  return activations;
}
