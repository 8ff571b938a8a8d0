// The SMPP sessions that are bound now, each with the way to its PDUs.

import { ToneChip } from "../../parts/chips.tsx";
import { dateTime } from "../../parts/time.ts";
import { Empty, Trouble } from "../../parts/trouble.tsx";
import { listSessions, type Session } from "../../remote/sessions.ts";
import { hashOf } from "../../route.ts";
import { useLoaded, useWorld } from "../../world.ts";

/** In the address: `#/default/calls/sessions`. */
export const sessionsItem = "sessions";

export function Sessions() {
  const { place, say } = useWorld();
  // Binding, unbinding and what is said between them are calls; deliveries are attempts.
  const kinds = ["call", "attempt", "account"] as const;
  const { value, error } = useLoaded((remote) => listSessions(remote, place.sandbox), "sessions", kinds);
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
            <a href={hashOf({ ...place, view: "connect", item: "mensagem-smpp", filters: {} })}>
              {say("no-sessions-link")}
            </a>
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

function SessionCard({ session }: { readonly session: Session }) {
  const { place, say, told } = useWorld();
  const facts: readonly (readonly [name: string, value: string])[] = [
    ["system_id", session.systemId],
    ["system_type", session.systemType],
    ["address_range", session.addressRange],
    [say("account"), session.account],
    [say("door"), session.door],
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
              {told(finding.text)} <small>{finding.source}</small>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
