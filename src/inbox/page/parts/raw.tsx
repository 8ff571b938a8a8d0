import { useState } from "preact/hooks";
import type { Raw } from "../remote/calls.ts";
import { useWorld } from "../world.ts";
import { Copy } from "./copy.tsx";
import { hexLines } from "./hex.ts";
import { Scrolling } from "./scrolling.tsx";

/** Bytes octet by octet, at most so many. */
const mostHex = 16 * 1024;

/** What went over the wire, as text or in hexadecimal. @param hexFirst it is no text: in a narrow column beside its fields */
export function RawBytes({
  raw,
  label,
  hexFirst = false,
}: {
  readonly raw: Raw;
  readonly label: string;
  readonly hexFirst?: boolean;
}) {
  const { say } = useWorld();
  const [hex, setHex] = useState(hexFirst);
  return (
    <figure class="raw">
      <figcaption>
        <span>{label}</span>
        <small>{say("bytes", { count: raw.bytes.length })}</small>
        <button type="button" class="quiet small" aria-pressed={hex} onClick={() => setHex(!hex)}>
          {say("hex")}
        </button>
        <Copy text={raw.text} what={label} />
      </figcaption>
      <Scrolling
        label={label}
        text={hex ? hexLines(raw.bytes.subarray(0, mostHex), hexFirst ? 8 : 16).join("\n") : raw.text}
      />
    </figure>
  );
}
