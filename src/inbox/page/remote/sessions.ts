// Bound SMPP sessions as the control API shows them.

import { fields, instant, list, number, readList, text } from "./read.ts";
import { desk, type Remote } from "./remote.ts";

export interface Session {
  readonly remote: string;
  readonly door: string;
  readonly account: string;
  readonly bind: string;
  readonly state: string;
  readonly since: number;
  readonly systemId: string;
  readonly systemType: string;
  readonly addressRange: string;
  readonly window: number;
  readonly inFlight: number;
  readonly received: number;
  readonly sent: number;
  readonly enquireLinks: number;
  readonly findings: readonly { readonly text: string; readonly source: string }[];
}

export async function listSessions(remote: Remote, sandbox: string): Promise<readonly Session[]> {
  return readList(await remote.get(`${desk(sandbox)}/sessions`), "sessions", (one) => {
    const of = fields(one);
    return {
      remote: text(of["remote"]),
      door: text(of["door"]),
      account: text(of["account"]),
      bind: text(of["bind"]),
      state: text(of["state"]),
      since: instant(of["since"]) ?? 0,
      systemId: text(of["systemId"]),
      systemType: text(of["systemType"]),
      addressRange: text(of["addressRange"]),
      window: number(of["window"]),
      inFlight: number(of["inFlight"]),
      received: number(of["received"]),
      sent: number(of["sent"]),
      enquireLinks: number(of["enquireLinks"]),
      findings: list(of["findings"], (finding) => ({
        text: text(fields(finding)["text"]),
        source: text(fields(finding)["source"]),
      })),
    };
  });
}
