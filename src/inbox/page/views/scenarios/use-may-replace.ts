// Asks before an active scenario goes for another one, or before edits of its file end to count.

import type { ScenarioView } from "../../../../api/schema/scenario.ts";
import { useInbox } from "../../inbox.ts";
import { useShippedWords } from "./use-shipped-words.ts";

type Replaced = Pick<ScenarioView, "title" | "about" | "file" | "watched">;

/** @returns a function that is true if the scenario may go; `isOther`: another scenario than the edited one takes its place */
export function useMayReplace(): (active: Replaced | null, isOther: boolean) => boolean {
  const { say } = useInbox();
  const shippedWords = useShippedWords();
  return (active, isOther) => {
    if (active === null) return true;
    const { file, watched } = active;
    const { title } = shippedWords(active);
    const sentences = [
      ...(isOther ? [say("replace-active", { title })] : []),
      ...(watched ? [say("ends-watch", { file })] : []),
    ];
    return sentences.length === 0 || confirm(sentences.join("\n\n"));
  };
}
