// A PDU field by field beside its octets: the octets of the field that is pointed at stand out, and the other way round.

import { useState } from "preact/hooks";
import type { DecodedField, RawView } from "../../../../api/schema/request.ts";
import { useInbox } from "../../inbox.ts";
import { hexRows } from "../../parts/hex.ts";
import { bytesOf, RawBytes } from "../../parts/raw.tsx";
import { useReadable } from "../../readable/use-readable.ts";

/** Octets that are shown one by one; longer ones are text. */
const maxOctets = 4096;

export function Pdu({
  fields,
  raw,
  label,
}: {
  readonly fields: readonly DecodedField[];
  readonly raw: RawView;
  readonly label: string;
}) {
  const [pointed, point] = useState<DecodedField | null>(null);
  const leave = (): void => point(null);
  const bytes = bytesOf(raw);
  return (
    <div class="pdu" onPointerLeave={leave}>
      <FieldTable fields={fields} label={label} pointed={pointed} point={point} />
      <RawBytes raw={raw} label={label} hexFirst>
        {bytes.length <= maxOctets && (
          <Octets bytes={bytes} fields={fields} label={label} pointed={pointed} point={point} />
        )}
      </RawBytes>
    </div>
  );
}

interface Pointing {
  readonly fields: readonly DecodedField[];
  readonly label: string;
  readonly pointed: DecodedField | null;
  readonly point: (field: DecodedField | null) => void;
}

function FieldTable({ fields, label, pointed, point }: Pointing) {
  const { say, language } = useInbox();
  const readable = useReadable();
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
          <tr key={field.name} class={field === pointed ? "pointed" : ""} onPointerEnter={() => point(field)}>
            <th scope="row">
              <button type="button" class="field-name" onFocus={() => point(field)} onClick={() => point(field)}>
                {field.name}
              </button>
            </th>
            <td>
              {field.value === "" ? "—" : ((language === "pt" ? field.portuguese : undefined) ?? field.value)}
              {readable !== null && <Meaning readable={readable} field={field} fields={fields} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface MeaningProps {
  readonly readable: NonNullable<ReturnType<typeof useReadable>>;
  readonly field: DecodedField;
  readonly fields: readonly DecodedField[];
}

/** Named bits of a field, or the text that its octets are. */
function Meaning({ readable, field, fields }: MeaningProps) {
  const { say } = useInbox();
  const bits = readable.namedBits(field);
  const decoded = readable.decodedText(field, fields);
  return (
    <>
      {bits.length > 0 && (
        <ul class="bits" lang="en">
          {bits.map((named) => (
            <li key={named.meaning}>
              {named.bits !== "" && <code>{named.bits}</code>} {named.meaning}
            </li>
          ))}
        </ul>
      )}
      {decoded !== null && (
        <p class="decoded-text">
          {decoded.header !== "" && (
            <small>
              {say("user-data-header")} <code>{decoded.header}</code>
            </small>
          )}
          <bdi>{decoded.text}</bdi>
        </p>
      )}
    </>
  );
}

function Octets({ bytes, fields, label, pointed, point }: Pointing & { readonly bytes: Uint8Array }) {
  const over = (event: PointerEvent): void => {
    const at = event.target instanceof HTMLElement ? Number(event.target.dataset["at"] ?? Number.NaN) : Number.NaN;
    point(fields.find((field) => field.at <= at && at < field.at + field.length) ?? null);
  };
  /** Arrows left and right point at the field before and behind. */
  const step = (event: KeyboardEvent): void => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const onWire = fields.filter(({ length }) => length > 0);
    const place = pointed === null ? (by < 0 ? onWire.length : -1) : onWire.indexOf(pointed);
    const next = by === 0 ? undefined : onWire[place + by];
    if (next === undefined) return;
    event.preventDefault();
    point(next);
  };
  const look = (at: number): string =>
    pointed !== null && pointed.at <= at && at < pointed.at + pointed.length ? "pointed" : "";
  return (
    // biome-ignore lint/a11y/useSemanticElements: a section would be a landmark of the page's outline
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <pre class="block hex" tabIndex={0} role="group" aria-label={label} dir="ltr" onPointerOver={over} onKeyDown={step}>
      {hexRows(bytes, 8).map(({ place, octets, characters }) => (
        <span key={place} class="hex-row">
          <span class="hex-place">{place.toString(16).padStart(4, "0")}</span>
          <span class="hex-octets">
            {octets.map((octet, index) => (
              <span key={index} data-at={place + index} class={look(place + index)}>
                {octet}
              </span>
            ))}
          </span>
          <span>
            {characters.map((character, index) => (
              <span key={index} data-at={place + index} class={look(place + index)}>
                {character}
              </span>
            ))}
          </span>
          {"\n"}
        </span>
      ))}
    </pre>
  );
}
