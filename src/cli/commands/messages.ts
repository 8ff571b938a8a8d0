import type { MessageHistory } from "../../api/schema/callback.ts";
import type { Language } from "../../core/sentences.ts";
import { wordsIn } from "../language.ts";
import { instant } from "../lists.ts";
import { defineList } from "../show-list.ts";
import { pairs } from "../table.ts";
import type { Terminal } from "../terminal.ts";

export const define = defineList(
  "messages",
  {
    about: "one message, with its request, statuses and callbacks",
    read: ({ sandbox }, number) => sandbox.message(number),
    print,
  },
  "torpedo messages",
  "torpedo messages --to 11999990001 --status delivered --limit 5",
  "torpedo messages --text-contains Oi",
  "torpedo messages 1",
  "torpedo messages --json | tail -1",
  "torpedo messages --follow",
);

function print(
  terminal: Terminal,
  { message, request, steps, callbacks, inbound }: MessageHistory,
  language: Language,
): void {
  const when = (at: number | undefined): string | undefined => (at === undefined ? undefined : instant(at));
  pairs(terminal, {
    message: String(message.seq),
    id: message.id,
    "client's id": message.clientId,
    account: message.account,
    operation: `${message.operation} (${message.channel})`,
    from: message.from,
    to: message.to === message.toWritten ? message.to : `${message.to} (written ${message.toWritten})`,
    kind: message.kind,
    encoding: `${message.encoding}, parts: ${message.parts}`,
    status: message.word === undefined ? message.status : `${message.status} (${message.word})`,
    scheduled: when(message.scheduledFor),
    expires: when(message.expiresAt),
    text: message.text,
    "one-time code": message.oneTimeCodes.join(", ") || undefined,
    links: message.links.join(" ") || undefined,
    "decided by": wordsIn(request?.decision, language) ?? request?.decidedBy,
    rules: wordsIn(message.rules, language),
    request:
      request === null
        ? "the journal has dropped it"
        : `${request.seq}, answered ${request.code} (torpedo requests ${request.seq})`,
  });
  const moments = [
    ...steps.map(({ at, status, word, by }) => ({ at, what: `${status}${word ? ` (${word})` : ""}, by ${by}` })),
    ...callbacks.flatMap(({ seq, status, attempts }) =>
      attempts.map(({ at, number, status: answer, error }) => ({
        at,
        what: `callback ${seq} (${status ?? ""}), attempt ${number}: ${error || `answered ${answer ?? "nothing"}`}`,
      })),
    ),
    ...inbound.map(({ receivedAt, text }) => ({ at: receivedAt, what: `the phone answers: ${text}` })),
  ];
  const waiting = callbacks.filter(({ state }) => state === "waiting");
  if (moments.length + waiting.length > 0) terminal.out("\nTimeline:\n");
  for (const { at, what } of moments.sort((a, b) => a.at - b.at)) pairs(terminal, { [`  ${instant(at)}`]: what });
  for (const { seq, at } of waiting) pairs(terminal, { [`  ${instant(at)}`]: `callback ${seq} is to be tried` });
}
