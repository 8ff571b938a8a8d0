import type { Advanced, Occurrence } from "../../api/schema/event.ts";
import type { ClockView, DueItemView } from "../../api/schema/sandbox.ts";
import { clockInput, moveOf } from "../clock-words.ts";
import {
  action,
  type CommandSession,
  connectsTo,
  type Define,
  examples,
  isOn,
  onlySubcommands,
  sub,
  textOf,
  wholeOf,
} from "../flags.ts";
import { exit } from "../host.ts";
import { instant } from "../lists.ts";
import { jsonText } from "../printable.ts";
import { type Column, pairs, TextTable } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { withEmulator } from "../with-emulator.ts";

export const define: Define = (command, run) => {
  examples(connectsTo(command), "torpedo clock", "torpedo clock --json");
  action(command, run, async (session, flags, words) => {
    await onlySubcommands(session, command, words);
    return withEmulator(flags, async ({ sandbox }) => shows(session, isOn(flags, "json"), await sandbox.clock.read()));
  });

  const set = connectsTo(sub(command, "set <CLOCK>", "Another clock: real, manual, or a faster one (60x)")).option(
    "--start <INSTANT>",
    "where a manual or faster clock begins: 2026-03-02T12:00:00Z",
  );
  examples(
    set,
    "torpedo clock set real",
    "torpedo clock set 60x --start 2026-03-02T12:00:00Z",
    "torpedo clock set manual",
  );
  action(set, run, (session, flags, [word = ""]) => {
    const input = clockInput(word, textOf(flags, "start"), "CLOCK");
    return withEmulator(flags, async ({ sandbox }) =>
      shows(session, isOn(flags, "json"), await sandbox.clock.set(input)),
    );
  });

  const agenda = connectsTo(
    sub(command, "agenda", "The agenda of the clock: events that are due, when, and rules that took part"),
  ).option("--limit <COUNT>", "the next so many; default: 100");
  examples(agenda, "torpedo clock agenda", "torpedo clock agenda --limit 5 --json");
  action(agenda, run, ({ terminal }, flags) => {
    const limit = wholeOf(flags, "limit", 1, 1_000) ?? 100;
    return withEmulator(flags, async ({ sandbox }) => {
      const items = await sandbox.clock.agenda({ limit });
      if (isOn(flags, "json")) terminal.out(items.map((item) => `${jsonText(item)}\n`).join(""));
      else {
        new TextTable(terminal, agendaColumns).add(
          items.map((item) => [instant(item.at), item.kind, dueWords(item), item.why?.english ?? ""]),
        );
      }
      return exit.done;
    });
  });

  const advance = connectsTo(
    sub(command, "advance <MOVE>", "Move a manual clock: by a span, to an instant, or to the next thing that is due"),
  );
  examples(
    advance,
    "torpedo clock advance 48h",
    "torpedo clock advance next",
    "torpedo clock advance 2030-01-01T00:00:00Z --json",
  );
  action(advance, run, ({ terminal }, flags, [word = ""]) => {
    const move = moveOf(word);
    return withEmulator(flags, async ({ sandbox }) => {
      const advanced = await sandbox.clock.advance(move);
      if (isOn(flags, "json")) terminal.out(`${jsonText(advanced)}\n`);
      else print(terminal, advanced);
      return advanced.cut ? exit.failed : exit.done;
    });
  });
};

function shows({ terminal }: CommandSession, json: boolean, clock: ClockView): number {
  if (json) terminal.out(`${jsonText(clock)}\n`);
  else {
    pairs(terminal, {
      clock: clock.mode === "speeded" ? `${clock.speed}x` : clock.mode,
      now: instant(clock.now),
      "next due": clock.next === null ? "nothing" : instant(clock.next),
    });
  }
  return exit.done;
}

const agendaColumns: readonly Column[] = [
  { title: "at (UTC)" },
  { title: "what" },
  { title: "about" },
  { title: "rules", gives: true },
];

/** `message 3 delivered`, `callback 7 attempt 2`; empty for a timer. */
function dueWords({ kind, message, callback, attempt, status, text }: DueItemView): string {
  if (callback !== undefined) return `callback ${callback} attempt ${attempt ?? 1}`;
  if (kind === "reply") return `${message === undefined ? "" : `message ${message}: `}${text ?? ""}`;
  return message === undefined ? "" : `message ${message} ${status ?? ""}`;
}

const maxOccurrences = 50;

function print(terminal: Terminal, { from, now, cut, counts, happened, unanswered }: Advanced): void {
  const many = Object.entries(counts).flatMap(([kind, count]) => (count === 0 ? [] : [`${kind}: ${count}`]));
  pairs(terminal, {
    from: instant(from),
    now: `${instant(now)}${cut ? ", cut short by a reset or another clock" : ""}`,
    happened: many.length === 0 ? "nothing" : many.join(", "),
    unanswered: unanswered.length === 0 ? undefined : `attempts: ${unanswered.length}`,
  });
  if (happened.length === 0) return;
  terminal.out("\n");
  const table = new TextTable(terminal, [{ title: "at (UTC)" }, { title: "what" }, { title: "about", gives: true }]);
  table.add(
    happened.slice(0, maxOccurrences).map((occurrence) => [instant(occurrence.at), occurrence.kind, about(occurrence)]),
  );
  if (happened.length > maxOccurrences) terminal.out(`… and more: --json shows the first thousand.\n`);
}

function about(occurrence: Occurrence): string {
  switch (occurrence.kind) {
    case "status":
      return `message ${occurrence.message} is ${occurrence.status}`;
    case "inbound":
      return `inbound message ${occurrence.inbound} from ${occurrence.from}: ${occurrence.text}`;
    case "attempt":
      return `callback ${occurrence.callback}, attempt ${occurrence.number}: ${occurrence.error || `answered ${occurrence.status ?? "nothing"}`}`;
    case "callback":
      return `callback ${occurrence.callback} is ${occurrence.state}`;
    case "timeline":
      return `item ${occurrence.number} of the scenario's timeline`;
  }
}
