import type { Finding } from "../core/ports.ts";
import type { Finder } from "./find.ts";
import type { BoundSession, SessionInfo } from "./session-type.ts";

/** So many are listed, with what is said of so many of the latest calls. */
const most = 1_000;

export async function sessionsOf(bound: readonly BoundSession[], { calmly }: Finder): Promise<readonly SessionInfo[]> {
  if (bound.length === 0) return [];
  const calls = await calmly.calls({ channel: "smpp", findings: true, newestFirst: true, limit: most });
  return bound.slice(0, most).map((session) => {
    const findings = new Map<string, Finding>();
    for (const { remote, at, findings: said } of calls) {
      // Numbers of sessions begin anew with each run: a call of before is another's.
      if (remote !== session.remote || at < session.since) continue;
      for (const finding of said) findings.set(finding.text, finding);
    }
    return { ...session, findings: [...findings.values()].toReversed() };
  });
}
