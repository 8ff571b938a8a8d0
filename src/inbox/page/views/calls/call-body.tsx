import { RawBytes } from "../../parts/raw.tsx";
import type { Call, PduField } from "../../remote/calls.ts";
import { useWorld } from "../../world.ts";

/** A call's bytes both ways, its PDUs decoded, and what is to be said about the request. */
export function CallBody({ call }: { readonly call: Call }) {
  const { say } = useWorld();
  const smpp = call.pdus !== null;
  return (
    <div class="call-body">
      <dl class="decided">
        <div>
          <dt>{say("decided-by")}</dt>
          <dd>{call.decidedBy}</dd>
        </div>
        {call.nearMiss !== "" && (
          <div>
            <dt>{say("near-miss")}</dt>
            <dd>{call.nearMiss}</dd>
          </div>
        )}
        {call.fault !== "" && (
          <div>
            <dt>{say("fault")}</dt>
            <dd>{call.fault}</dd>
          </div>
        )}
      </dl>
      {call.findings.length > 0 && (
        <ul class="findings" aria-label={say("findings")}>
          {call.findings.map((finding) => (
            <li key={finding.text}>
              {finding.text} <small>{finding.source}</small>
            </li>
          ))}
        </ul>
      )}
      <div class={smpp ? "pdu" : ""}>
        {call.pdus !== null && <PduTable fields={call.pdus.request} label={say("request")} />}
        {call.request !== null && <RawBytes raw={call.request} label={say("request")} hexFirst={smpp} />}
      </div>
      <div class={smpp ? "pdu" : ""}>
        {call.pdus !== null && call.pdus.answer.length > 0 && (
          <PduTable fields={call.pdus.answer} label={say("answer")} />
        )}
        {call.answer === null ? (
          <p class="trouble">{say("no-answer")}</p>
        ) : (
          <RawBytes raw={call.answer} label={say("answer")} hexFirst={smpp} />
        )}
      </div>
    </div>
  );
}

function PduTable({ fields, label }: { readonly fields: readonly PduField[]; readonly label: string }) {
  const { say } = useWorld();
  return (
    <table class="fields">
      <caption>{label}</caption>
      <thead>
        <tr>
          <th scope="col">{say("field")}</th>
          <th scope="col">{say("value")}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={field.name}>
            <th scope="row">{field.name}</th>
            <td>{field.value === "" ? "—" : field.value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
