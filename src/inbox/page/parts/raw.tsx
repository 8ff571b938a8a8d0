import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { RawView } from "../../../api/schema/request.ts";
import { useInbox } from "../inbox.ts";
import { Copy } from "./copy.tsx";
import { hexLines } from "./hex.ts";
import { Scrolling } from "./scrolling.tsx";

/** Bytes octet by octet, at most so many. */
const maxHex = 16 * 1024;

export function bytesOf({ base64 }: RawView): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/**
 * Octets of the wire, as text or in hexadecimal. @param hexFirst it is no text: in a narrow column beside its fields
 * @param children what stands for the hexadecimal lines
 */
export function RawBytes({
  raw,
  label,
  hexFirst = false,
  children,
}: {
  readonly raw: RawView;
  readonly label: string;
  readonly hexFirst?: boolean;
  readonly children?: ComponentChildren;
}) {
  const { say } = useInbox();
  const [hex, setHex] = useState(hexFirst);
  const bytes = bytesOf(raw);
  const lines = (): string => hexLines(bytes.subarray(0, maxHex), hexFirst ? 8 : 16).join("\n");
  return (
    <figure class="raw">
      <figcaption>
        <span>{label}</span>
        <small>{say("bytes", { count: bytes.length })}</small>
        <button type="button" class="quiet small" aria-pressed={hex} onClick={() => setHex(!hex)}>
          {say("hex")}
        </button>
        <Copy text={hex ? lines() : raw.text} what={label} />
      </figcaption>
      {hex && children ? children : <Scrolling label={label} text={hex ? lines() : raw.text} />}
    </figure>
  );
}
