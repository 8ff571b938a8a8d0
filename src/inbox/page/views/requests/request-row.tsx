import type { RequestRow } from "../../../../api/schema/request.ts";
import { useInbox } from "../../inbox.ts";
import { channelWord } from "../../parts/channel.ts";
import { ProviderTag } from "../../parts/chips.tsx";
import { decidedWords, isDefault } from "../../parts/decided.ts";
import { Icon } from "../../parts/icon.tsx";
import { phone } from "../../parts/number.ts";
import { RowTime } from "../../parts/row-time.tsx";
import { isWarning } from "../../parts/warning.ts";
import type { Say } from "../../words/say.ts";

/** A page or a path that is no operation has none. */
export function operationWord({ operation, channel }: RequestRow, say: Say): string {
  return operation !== "-" ? operation : say(channel === "page" ? "a-page" : "no-operation");
}

/** Messages that a request asked for, refused ones too. */
export function messageCount({ messages, refused = [], moreRefused = 0 }: RequestRow): number {
  return messages.length + refused.length + moreRefused;
}

/** A request in a list: purpose, recipient, text, duration and code. */
export function RequestLine({ request }: { readonly request: RequestRow }) {
  const inbox = useInbox();
  const { say } = inbox;
  const { purpose = "page", to, text, ms, findings, fault } = request;
  const operation = operationWord(request, say);
  const warnings = findings.filter(isWarning);
  const count = messageCount(request);
  return (
    <>
      <span class="row-line">
        <span class={`purpose ${purpose}`} role="img" aria-label={say(`purpose-${purpose}`)}>
          <Icon name={purpose} />
        </span>
        <b class="number">{to === undefined ? operation : phone(to)}</b>
        <ProviderTag provider={request.provider} />
        {ms !== undefined && <small class="ms">{say("ms", { count: ms })}</small>}
        <RowTime at={request.at} />
      </span>
      <span class="row-line">
        {to !== undefined && <span class="operation">{operation}</span>}
        {count > 1 && <span class="chip">{say("times-count", { count })}</span>}
        <bdi class="snippet">
          {text ??
            (isDefault(request.decidedBy)
              ? `${channelWord(request.channel, say)} · ${request.remote}`
              : decidedWords(request, inbox))}
        </bdi>
        {warnings.length > 0 && <span class="chip warn">{say("findings-count", { count: warnings.length })}</span>}
        {fault !== undefined && <span class="chip bad">{fault}</span>}
        <ResultCode request={request} />
      </span>
    </>
  );
}

/** The code of a response, in the colour of its kind. */
export function ResultCode({ request: { code, result = "other" } }: { readonly request: RequestRow }) {
  return <code class={`code ${result}`}>{code}</code>;
}
