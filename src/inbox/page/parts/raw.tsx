import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Raw } from "../remote/calls.ts";
import { useWorld } from "../world.ts";
import { Copy } from "./copy.tsx";
import { hexLines } from "./hex.ts";
import { Scrolling } from "./scrolling.tsx";

/** Bytes octet by octet, at most so many. */
const mostHex = 16 * 1024;

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
  readonly raw: Raw;
  readonly label: string;
  readonly hexFirst?: boolean;
  readonly children?: ComponentChildren;
}) {
  const { say } = useWorld();
  const [hex, setHex] = useState(hexFirst);
  const lines = (): string => hexLines(raw.bytes.subarray(0, mostHex), hexFirst ? 8 : 16).join("\n");
  return (
    <figure class="raw">
      <figcaption>
        <span>{label}</span>
        <small>{say("bytes", { count: raw.bytes.length })}</small>
        <button type="button" class="quiet small" aria-pressed={hex} onClick={() => setHex(!hex)}>
          {say("hex")}
        </button>
        <Copy text={hex ? lines() : raw.text} what={label} />
      </figcaption>
      {hex && children ? children : <Scrolling label={label} text={hex ? lines() : raw.text} />}
    </figure>
  );
}
