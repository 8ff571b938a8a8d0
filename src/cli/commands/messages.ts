import type { MessageStory } from "../../control/desk-type.ts";
import { UsageError } from "../../core/usage-error.ts";
import { filters } from "../filters.ts";
import { type Define, does, examples, isOn, placeIn } from "../flags.ts";
import { exit } from "../host.ts";
import { instant, lists } from "../lists.ts";
import { jsonText } from "../printable.ts";
import { far } from "../remote.ts";
import { listing, printer, showList } from "../show-list.ts";
import { pairs } from "../table.ts";
import type { Terminal } from "../terminal.ts";

export const define: Define = (command, run) => {
  filters(listing(command.argument("[NUMBER]", "one message, with its whole story"), "messages"), "messages")
    .option("--release", "with a NUMBER: lets a message go that antifraud holds")
    .option("--refuse", "with a NUMBER: antifraud refuses it");
  examples(
    command,
    "torpedo messages",
    "torpedo messages --to 11999990001 --status delivered --limit 5",
    "torpedo messages 1",
    "torpedo messages --json | tail -1",
    "torpedo messages --follow",
  );
  does(command, run, (session, flags, words) => {
    const number = placeIn(words);
    const release = isOn(flags, "release");
    const refuse = isOn(flags, "refuse");
    if (!release && !refuse) return number === undefined ? showList("messages", session, flags) : story(number);
    if (number === undefined || release === refuse) {
      const remedy = "give one of them, with the number of a message: torpedo messages 7 --release";
      throw new UsageError({ where: "--release and --refuse", problem: "are each for one message", remedy });
    }
    return far(flags, async ({ desk }) => {
      printer(lists.messages, session.terminal, isOn(flags, "json"))([await desk.release(number, release)]);
      return exit.done;
    });

    function story(of: number): Promise<number> {
      return far(flags, async ({ desk }) => {
        const whole = await desk.message(of);
        if (isOn(flags, "json")) session.terminal.out(`${jsonText(whole)}\n`);
        else tell(session.terminal, whole);
        return exit.done;
      });
    }
  });
};

function tell(terminal: Terminal, { message, call, steps, callbacks, inbounds }: MessageStory): void {
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
    "decided by": call?.decidedBy,
    call:
      call === null ? "the journal has dropped it" : `${call.seq}, answered ${call.code} (torpedo calls ${call.seq})`,
  });
  const told = [
    ...steps.map(({ at, status, word, by }) => ({ at, what: `${status}${word ? ` (${word})` : ""}, by ${by}` })),
    ...callbacks.flatMap(({ seq, status, attempts }) =>
      attempts.map(({ at, number, status: answer, error }) => ({
        at,
        what: `callback ${seq} (${status ?? ""}), attempt ${number}: ${error || `answered ${answer ?? "nothing"}`}`,
      })),
    ),
    ...inbounds.map(({ receivedAt, text }) => ({ at: receivedAt, what: `the phone answers: ${text}` })),
  ];
  const waiting = callbacks.filter(({ state }) => state === "waiting");
  if (told.length + waiting.length > 0) terminal.out("\nStory:\n");
  for (const { at, what } of told.sort((a, b) => a.at - b.at)) pairs(terminal, { [`  ${instant(at)}`]: what });
  for (const { seq, at } of waiting) pairs(terminal, { [`  ${instant(at)}`]: `callback ${seq} is to be tried` });
}
