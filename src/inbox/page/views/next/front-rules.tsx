import type { FrontRuleRow } from "../../../../api/schema/scenario.ts";
import { useInbox, useLoaded } from "../../inbox.ts";
import { Trouble } from "../../parts/trouble.tsx";
import { useAction } from "../../parts/use-action.ts";
import { wordsIn } from "../../words/say.ts";

/** Rules in front of the scenario with their uses, and a button that removes each. */
export function FrontRules() {
  const { remote, place, say } = useInbox();
  const action = useAction();
  const { value, error, reload } = useLoaded(
    (from, sandbox) => from.call("GET /sandboxes/{sandbox}/scenario/next", { sandbox }),
    "front-rules",
    ["scenario", "request"],
  );
  const remove = (rule: number): void =>
    action.run(async () => {
      await remote.call("DELETE /sandboxes/{sandbox}/scenario/next/{rule}", { sandbox: place.sandbox, rule });
      await reload();
    });
  return (
    <section class="card">
      <h2>{say("in-front")}</h2>
      <Trouble error={error ?? action.error} />
      {value?.length === 0 && <p>{say("no-front")}</p>}
      <ol class="rules front">
        {value?.map((rule) => (
          <FrontRule key={rule.number} rule={rule} busy={action.busy} onRemove={() => remove(rule.number)} />
        ))}
      </ol>
    </section>
  );
}

interface FrontRuleProps {
  readonly rule: FrontRuleRow;
  readonly busy: boolean;
  readonly onRemove: () => void;
}

function FrontRule({ rule, busy, onRemove }: FrontRuleProps) {
  const { say, language } = useInbox();
  const words = withoutPrefix(wordsIn(rule, language));
  const isUsedUp = rule.uses >= rule.times;
  return (
    <li class={isUsedUp ? "over" : "used"}>
      <span class="uses">{say("front-uses", { uses: rule.uses, times: rule.times })}</span>
      <span class="rule-words">
        {words} {isUsedUp && <span class="chip">{say("used-up")}</span>}
      </span>
      <button
        type="button"
        class="small"
        disabled={busy}
        aria-label={say("remove-what", { what: words })}
        onClick={onRemove}
      >
        {say("remove")}
      </button>
    </li>
  );
}

/** `In front: when …`: the heading says it already. */
function withoutPrefix(rule: string): string {
  const sentence = rule.slice(rule.indexOf(": ") + 2);
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
