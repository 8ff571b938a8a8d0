// Asks before an active scenario goes for another one, or before edits of its file end to count.

import type { ScenarioView } from "../../../../api/schema/scenario.ts";
import { useInbox } from "../../inbox.ts";

type Replaced = Pick<ScenarioView, "title" | "file" | "watched">;

/** @returns a function that is true if the scenario may go; `isOther`: another scenario than the edited one takes its place */
export function useMayReplace(): (active: Replaced | null, isOther: boolean) => boolean {
  const { say } = useInbox();
  return (active, isOther) => {
    if (active === null) return true;
    const { title, file, watched } = active;
    const sentences = [
      ...(isOther ? [say("replace-active", { title })] : []),
      ...(watched ? [say("ends-watch", { file })] : []),
    ];
    return sentences.length === 0 || confirm(sentences.join("\n\n"));
  };
}
