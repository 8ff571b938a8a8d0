import type { SmppSessionView } from "../api/schema/request.ts";
import { moment } from "./lists.ts";
import type { Column } from "./table.ts";

export const sessionColumns: readonly Column[] = [
  { title: "remote", least: 12 },
  { title: "since (UTC)", least: 14 },
  { title: "account", gives: true },
  { title: "state" },
  { title: "listener", wide: true },
  { title: "system_type", wide: true },
  { title: "window", right: true },
  { title: "received", right: true },
  { title: "sent", right: true },
  { title: "enquire_link", right: true, wide: true },
  { title: "findings", gives: true },
];

export function sessionRow(session: SmppSessionView): readonly string[] {
  return [
    session.remote,
    moment(session.since),
    session.account,
    session.state,
    session.listener,
    session.systemType,
    `${session.inFlight} of ${session.window}`,
    String(session.received),
    String(session.sent),
    String(session.enquireLinks),
    session.findings.map(({ text }) => text).join("; "),
  ];
}
