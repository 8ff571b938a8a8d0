// Values of the HTTP GET and POST bindings: Convert.ChangeType with the invariant culture, which reads numbers and above
// all dates otherwise than XmlSerializer does (asmx.md section 7).

import type { ZoneAndClock } from "./date-time.ts";
import { parseInvariantDateTime } from "./invariant-date.ts";
import type { AsmxType } from "./service.ts";
import { type ParsedValue, parseDecimal, parseWhole, refused } from "./values.ts";

/** Reads a field's text as a value of this type. */
export function parseFormValue(type: AsmxType, text: string, zone: ZoneAndClock): ParsedValue {
  switch (type) {
    case "string":
      return { ok: true, value: text };
    case "dateTime": {
      const value = parseInvariantDateTime(text, zone);
      return typeof value === "string" ? refused("System.FormatException", value) : { ok: true, value };
    }
    case "decimal":
      return parseDecimal(text, true);
    default:
      return parseWhole(type, text, true);
  }
}
