import { useInbox } from "../../inbox.ts";
import { wordsIn } from "../../words/say.ts";
import type { PartUse } from "./line-uses.ts";

interface Props {
  readonly parts: readonly PartUse[];
  readonly onGo: (line: number, column: number) => void;
}

/** The margin in words: how much of the active scenario was used, and each part that was not. */
export function UsesList({ parts, onGo }: Props) {
  const { say, language } = useInbox();
  const unused = parts.filter(({ isUnused }) => isUnused);
  return (
    <section class="uses-list" aria-labelledby="uses-title">
      <h2 id="uses-title">{say("uses-title")}</h2>
      <p role="status">{say("uses-count", { used: parts.length - unused.length, count: parts.length })}</p>
      {unused.length > 0 && (
        <ul aria-label={say("unused")}>
          {unused.map(({ line, part, name, detail, count, why }, index) => (
            <li key={`${line} ${index}`}>
              <button type="button" class="quiet small" onClick={() => onGo(line, 1)}>
                {say("line-number", { line })}
              </button>
              <span>
                {say(`part-${part}`, { name, detail })}
                {count > 0 && ` (${say("uses", { count })})`}
                {why !== null && <small> {wordsIn(why, language)}</small>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
