import type { MessageView } from "../../../../api/schema/message.ts";
import { describe, type Encoding, segments, withoutAccents } from "../../../../core/text.ts";
import { useInbox } from "../../inbox.ts";
import { Evidence, useEvidence } from "../../parts/evidence.tsx";
import { hourMinute } from "../../parts/time.ts";
import type { Say } from "../../words/say.ts";
import { TextParts } from "./text-parts.tsx";

/** The message as it looks on the phone, cut where the air cuts it, and what that costs. */
export function Bubble({ message }: { readonly message: MessageView }) {
  const { say } = useInbox();
  const evidence = useEvidence(message.provider);
  const { encoding } = message;
  const parts = segments(message.text, encoding);
  const { units, left, blame } = describe(message.text, encoding);
  const plain = withoutAccents(message.text);
  const price = message.debits.map(({ kind, amount }) => say("credits-of-kind", { amount, kind })).join(", ");
  return (
    <div class="on-phone">
      <div class="phone">
        <p class="phone-from">
          <span>{message.from === "" ? say("no-sender") : message.from}</span>
          <time dateTime={new Date(message.acceptedAt).toISOString()}>{hourMinute(message.acceptedAt)}</time>
        </p>
        <div class="bubble" dir="auto">
          {parts.map((part, index) => (
            <span key={index} class="part">
              {part}
              {parts.length > 1 && (
                <sub class="part-mark" dir="ltr">
                  {index + 1}/{parts.length}
                </sub>
              )}
            </span>
          ))}
          {message.text === "" && <em>{say("empty-text")}</em>}
        </div>
        <TextParts message={message} />
      </div>
      <div class="cost">
        <dl class="measure">
          <Measure name={say("encoding")}>{encodingName(encoding, say)}</Measure>
          <Measure name={say("segments")}>{`${message.parts} · ${say("units", { units, left })}`}</Measure>
          <Measure name={say("price")}>{price === "" ? say("free") : price}</Measure>
          {blame.length > 0 && (
            <Measure name={say("because")}>
              {blame.slice(0, 12).map((character) => (
                <bdi key={character} class="letter">
                  {visibleCharacter(character)}
                </bdi>
              ))}
            </Measure>
          )}
          {plain !== message.text && (
            <Measure name={say("without-accents")}>
              <bdi>{plain}</bdi>
            </Measure>
          )}
        </dl>
        <Evidence points={evidence(["price"])} />
      </div>
    </div>
  );
}

/** A character; an invisible one by its code point, such as `U+0009`. */
function visibleCharacter(character: string): string {
  if (/[^\p{C}\p{M}\p{Z}]/u.test(character)) return character;
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

function Measure({ name, children }: { readonly name: string; readonly children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function encodingName(encoding: Encoding, say: Say): string {
  return { gsm: "GSM 7 bit", ucs2: "UCS-2", octets: say("octets") }[encoding];
}
