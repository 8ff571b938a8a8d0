// The SMPP sessions that are bound now, each with the way to its PDUs.

import type { SmppSessionView } from "../../../../api/schema/request.ts";
import { useInbox, useLoaded } from "../../inbox.ts";
import { ToneChip } from "../../parts/chips.tsx";
import { dateTime } from "../../parts/time.ts";
import { Empty, Trouble } from "../../parts/trouble.tsx";
import { hashOf } from "../../route.ts";

/** In the address: `#/default/requests/sessions`. */
export const sessionsItem = "sessions";

export function Sessions() {
  const { place, say } = useInbox();
  // Every PDU of a client is a request, a delivery is an attempt.
  const { value, error } = useLoaded(
    (remote, sandbox) => remote.call("GET /sandboxes/{sandbox}/sessions", { sandbox }),
    "sessions",
    ["request", "attempt", "account"],
  );
  if (value === null) return <Trouble error={error} />;
  return (
    <article>
      <header class="detail-head">
        <h2>
          {say("sessions")} {value.length > 0 && <small>{value.length}</small>}
        </h2>
      </header>
      <Trouble error={error} />
      {value.length === 0 ? (
        <Empty title={say("no-sessions")}>
          <p>{say("no-sessions-text")}</p>
          <p>
            <a href={hashOf({ ...place, view: "connect", item: "smpp", filters: {} })}>{say("no-sessions-link")}</a>
          </p>
        </Empty>
      ) : (
        <ul class="sessions">
          {value.map((session) => (
            <li key={session.remote} class="card">
              <SessionCard session={session} />
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}

function SessionCard({ session }: { readonly session: SmppSessionView }) {
  const { place, say, language } = useInbox();
  const facts: readonly (readonly [name: string, value: string])[] = [
    ["system_id", session.systemId],
    ["system_type", session.systemType],
    ["address_range", session.addressRange],
    [say("account"), session.account],
    [say("listener"), session.listener],
    [say("since"), dateTime(session.since)],
    [say("window"), say("window-use", { used: session.inFlight, window: session.window })],
    ["PDUs", say("pdus-both-ways", { received: session.received, sent: session.sent })],
    ["enquire_link", String(session.enquireLinks)],
  ];
  return (
    <>
      <div class="card-head">
        <h3>
          <a href={hashOf({ ...place, item: null, filters: { remote: session.remote } })}>
            {say("session", { remote: session.remote })}
          </a>
        </h3>
        <code>{session.bind}</code>
        <ToneChip tone="good">{session.state}</ToneChip>
      </div>
      <dl class="measure">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value === "" ? "—" : value}</dd>
          </div>
        ))}
      </dl>
      {session.findings.length > 0 && (
        <ul class="findings" aria-label={say("findings")}>
          {session.findings.map((finding) => (
            <li key={finding.text}>
              {language === "pt" ? finding.portuguese : finding.text} <small>{finding.source}</small>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
