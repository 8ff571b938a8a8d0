import type { Sandbox } from "./sandbox.ts";

/** Hash of a text with the sandbox's seed: two requests for the same message have the same. */
export function textHash({ random }: Pick<Sandbox, "random">, text: string): string {
  return random.digest(`text ${text}`);
}
