import type { SessionInfo } from "../../control/session-type.ts";
import { type Define, does, examples, isOn, talks } from "../flags.ts";
import { exit } from "../host.ts";
import { moment } from "../lists.ts";
import { jsonText } from "../printable.ts";
import { far } from "../remote.ts";
import { type Column, Table } from "../table.ts";
import type { Terminal } from "../terminal.ts";

export const define: Define = (command, run) => {
  talks(command);
  examples(command, "torpedo sessions", "torpedo sessions --json");
  does(command, run, (session, flags) =>
    far(flags, async ({ desk }) => {
      const sessions = await desk.sessions();
      const { terminal } = session;
      if (isOn(flags, "json")) terminal.out(sessions.map((one) => `${jsonText(one)}\n`).join(""));
      else show(terminal, sessions);
      return exit.done;
    }),
  );
};

const columns: readonly Column[] = [
  { title: "remote", least: 12 },
  { title: "since (UTC)", least: 14 },
  { title: "account", gives: true },
  { title: "state" },
  { title: "door", wide: true },
  { title: "system_type", wide: true },
  { title: "window", right: true },
  { title: "received", right: true },
  { title: "sent", right: true },
  { title: "enquire_link", right: true, wide: true },
  { title: "findings", gives: true },
];

function show(terminal: Terminal, sessions: readonly SessionInfo[]): void {
  new Table(terminal, columns).add(
    sessions.map((one) => [
      one.remote,
      moment(one.since),
      one.account,
      one.state,
      one.door,
      one.systemType,
      `${one.inFlight} of ${one.window}`,
      String(one.received),
      String(one.sent),
      String(one.enquireLinks),
      one.findings.map(({ text }) => text).join("; "),
    ]),
  );
}
