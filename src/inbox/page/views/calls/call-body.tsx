import type { ComponentChildren } from "preact";
import { describe } from "../../../../core/text.ts";
import { decidedWords } from "../../parts/decided.ts";
import { Evidence, useEvidence } from "../../parts/evidence.tsx";
import { RawBytes } from "../../parts/raw.tsx";
import type { Call, PduField, Raw } from "../../remote/calls.ts";
import { whereOfCall } from "../../remote/coverage.ts";
import type { Message } from "../../remote/messages.ts";
import type { Say } from "../../words/say.ts";
import { useWorld } from "../../world.ts";
import { Pdu } from "./pdu.tsx";

/** A call's bytes both ways, its PDUs decoded, what its code means, who decided it, and what is to be said about the request. */
export function CallBody({
  call,
  message = null,
}: {
  readonly call: Call;
  /** Message that the request brought, where it is known. */
  readonly message?: Message | null;
}) {
  const world = useWorld();
  const { say, told } = world;
  const evidence = useEvidence(call.provider);
  const { meaning } = call;
  const costly = message === null ? null : whatCosts(message.text, say);
  return (
    <div class="call-body">
      <dl class="decided">
        <Said name={say("decided-by")}>{decidedWords(call.decidedBy, world)}</Said>
        {meaning !== null && (
          <Said name={say("code-means", { code: call.code })}>
            {meaning.text} <small>{meaning.section === "own" ? say("in-no-document") : meaning.section}</small>
          </Said>
        )}
        {call.nearMiss !== "" && <Said name={say("near-miss")}>{told(call.nearMiss)}</Said>}
        {call.fault !== "" && <Said name={say("fault")}>{call.fault}</Said>}
      </dl>
      {(call.findings.length > 0 || costly !== null) && (
        <ul class="findings" aria-label={say("findings")}>
          {call.findings.map((finding) => (
            <li key={finding.text}>
              {told(finding.text)} <small>{finding.source}</small>
            </li>
          ))}
          {costly !== null && (
            <li>
              {costly} <small>GSM 03.38, 6.2</small>
            </li>
          )}
        </ul>
      )}
      {call.request !== null && <Bytes raw={call.request} fields={call.pdus?.request} label={say("request")} />}
      {call.answer === null ? (
        <p class="trouble">{say("no-answer")}</p>
      ) : (
        <Bytes raw={call.answer} fields={call.pdus?.answer} label={say("answer")} />
      )}
      <Evidence points={evidence(whereOfCall(call))} />
    </div>
  );
}

/** Characters that made a text cost more than it would without them; null: none did. */
function whatCosts(text: string, say: Say): string | null {
  const { encoding, parts, blame } = describe(text);
  if (encoding !== "ucs2" || parts === 1) return null;
  return say("segments-because", { parts, letters: blame.slice(0, 8).join(" ") });
}

function Said({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Bytes({
  raw,
  fields,
  label,
}: {
  readonly raw: Raw;
  readonly fields: readonly PduField[] | undefined;
  readonly label: string;
}) {
  return fields === undefined || fields.length === 0 ? (
    <RawBytes raw={raw} label={label} />
  ) : (
    <Pdu fields={fields} raw={raw} label={label} />
  );
}
