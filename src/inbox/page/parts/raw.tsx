import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { RawView } from "../../../api/schema/request.ts";
import { useInbox } from "../inbox.ts";
import { useReadable } from "../readable/use-readable.ts";
import { Copy } from "./copy.tsx";
import { hexLines } from "./hex.ts";
import { Scrolling } from "./scrolling.tsx";

/** Bytes octet by octet, at most so many. */
const maxHex = 16 * 1024;

/** Octets with their text, or a text alone. */
type RawText = Pick<RawView, "text"> & Partial<Pick<RawView, "base64">>;

export function bytesOf({ text, base64 }: RawText): Uint8Array {
  if (base64 === undefined) return new TextEncoder().encode(text);
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/**
 * Octets of the wire: coloured and indented, as they are, or in hexadecimal. @param hexFirst it is no text: in a narrow
 * column beside its fields @param beside stands behind the label @param children what stands for the hexadecimal lines
 */
export function RawBytes({
  raw,
  label,
  hexFirst = false,
  beside,
  children,
}: {
  readonly raw: RawText;
  readonly label: string;
  readonly hexFirst?: boolean;
  readonly beside?: ComponentChildren;
  readonly children?: ComponentChildren;
}) {
  const { say } = useInbox();
  const readable = useReadable();
  const [view, setView] = useState<"readable" | "text" | "hex">(hexFirst ? "hex" : "readable");
  const body = useMemo(
    () => (hexFirst || readable === null ? null : readable.readableBody(raw.text, label)),
    [hexFirst, readable, raw.text, label],
  );
  const bytes = bytesOf(raw);
  const lines = (): string => hexLines(bytes.subarray(0, maxHex), hexFirst ? 8 : 16).join("\n");
  const isHex = view === "hex";
  const toggle = (wanted: "text" | "hex"): void => setView(view === wanted ? "readable" : wanted);
  return (
    <figure class="raw">
      <figcaption>
        <span>{label}</span>
        {beside}
        <small>{say("bytes", { count: bytes.length })}</small>
        {body !== null && (
          <button type="button" class="quiet small" aria-pressed={view === "text"} onClick={() => toggle("text")}>
            {say("raw")}
          </button>
        )}
        <button type="button" class="quiet small" aria-pressed={isHex} onClick={() => toggle("hex")}>
          {say("hex")}
        </button>
        <Copy text={isHex ? lines() : raw.text} what={label} />
      </figcaption>
      {isHex ? (
        children || <Scrolling label={label} text={lines()} />
      ) : view === "readable" && body !== null ? (
        body
      ) : (
        <Scrolling label={label} text={raw.text} />
      )}
    </figure>
  );
}
