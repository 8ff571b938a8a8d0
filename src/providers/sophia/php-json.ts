// JSON as PHP's json_encode writes it: compact, non-ASCII as \uXXXX, `/` as `\/`.

import type { Json } from "../../core/json.ts";

const special = /[\u007f-\uffff/]/g;

export function phpJson(value: Json): string {
  return JSON.stringify(value).replace(special, (character) =>
    character === "/" ? "\\/" : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
