import type { ComponentChildren } from "preact";
import type { MessageView } from "../../../../api/schema/message.ts";
import type { DecodedField, RawView, RequestView } from "../../../../api/schema/request.ts";
import { describe } from "../../../../core/text.ts";
import { useInbox } from "../../inbox.ts";
import { decidedWords } from "../../parts/decided.ts";
import { Evidence, useEvidence } from "../../parts/evidence.tsx";
import { RawBytes } from "../../parts/raw.tsx";
import { isWarning } from "../../parts/warning.ts";
import { whereOfRequest } from "../../remote/coverage.ts";
import type { Say } from "../../words/say.ts";
import { wordsIn } from "../../words/say.ts";
import { Pdu } from "./pdu.tsx";

interface Props {
  readonly request: RequestView;
  /** Message that the request brought, where it is known. */
  readonly message: MessageView | null;
}

/** Bytes of a request both ways, decoded PDUs, meaning of the code, the decision and findings. */
export function RequestBody({ request, message }: Props) {
  const inbox = useInbox();
  const { say, language } = inbox;
  const evidence = useEvidence(request.provider);
  const { meaning, nearMiss, fault, pdus, response, rules, sent, ms, decided } = request;
  return (
    <div class="request-body">
      <dl class="decided">
        <Fact name={say("decided-by")}>{decidedWords(request, inbox)}</Fact>
        {meaning !== undefined && (
          <Fact name={say("code-means", { code: request.code })}>
            {meaning.text} <small>{meaning.section === "own" ? say("in-no-document") : meaning.section}</small>
          </Fact>
        )}
        {rules !== undefined && rules.english !== request.decidedBy && (
          <Fact name={say("rules")}>{wordsIn(rules, language)}</Fact>
        )}
        {nearMiss !== undefined && <Fact name={say("near-miss")}>{wordsIn(nearMiss, language)}</Fact>}
        {fault !== undefined && <Fact name={say("fault")}>{fault}</Fact>}
        {sent !== undefined && (
          <Fact name={say("sent")}>
            {say(sent.octets === sent.of ? "sent-whole" : "sent-part", sent)}
            {sent.then !== undefined && `, ${say("sent-then", { end: sent.then })}`}
          </Fact>
        )}
        {ms !== undefined && <Fact name={say("duration")}>{say("ms", { count: ms })}</Fact>}
      </dl>
      <Findings request={request} message={message} />
      <Bytes raw={request.request} fields={pdus?.request} label={say("request")} />
      {response === null ? (
        <p class="trouble">{say("no-response")}</p>
      ) : (
        <Bytes raw={response} fields={pdus?.response} label={say("response")} />
      )}
      {decided !== undefined && <Bytes raw={decided} fields={undefined} label={say("decided-response")} />}
      <Evidence points={evidence(whereOfRequest(request))} />
    </div>
  );
}

function Findings({ request: { findings }, message }: Props) {
  const { say, language } = useInbox();
  const costly = message === null ? null : costlyLetters(message.text, say);
  if (findings.length === 0 && costly === null) return null;
  return (
    <ul class="findings" aria-label={say("findings")}>
      {findings.map((finding) => (
        <li key={finding.text} class={isWarning(finding) ? "" : "note"}>
          {language === "pt" ? finding.portuguese : finding.text} <small>{finding.source}</small>
        </li>
      ))}
      {costly !== null && (
        <li>
          {costly} <small>GSM 03.38, 6.2</small>
        </li>
      )}
    </ul>
  );
}

/** Characters that made a text cost more than it would without them; null: none did. */
function costlyLetters(text: string, say: Say): string | null {
  const { encoding, parts, blame } = describe(text);
  if (encoding !== "ucs2" || parts === 1) return null;
  return say("segments-because", { parts, letters: blame.slice(0, 8).join(" ") });
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface BytesProps {
  readonly raw: RawView;
  readonly fields: readonly DecodedField[] | undefined;
  readonly label: string;
}

function Bytes({ raw, fields = [], label }: BytesProps) {
  return fields.length === 0 ? <RawBytes raw={raw} label={label} /> : <Pdu fields={fields} raw={raw} label={label} />;
}
