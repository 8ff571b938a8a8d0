import type { SessionHabits } from "../../core/session-habits.ts";
import type { Violation } from "./rule.ts";

export function bySession({ account, since }: SessionHabits): Pick<Violation, "account" | "at"> {
  return { account, at: since };
}
