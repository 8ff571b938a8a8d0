import { useEffect, useState } from "preact/hooks";
import type { TestedCallbackView } from "../../../../api/schema/callback.ts";
import { useInbox } from "../../inbox.ts";
import { ToneChip } from "../../parts/chips.tsx";
import { Scrolling } from "../../parts/scrolling.tsx";
import { durationWords } from "../../parts/time.ts";
import { Trouble } from "../../parts/trouble.tsx";
import { useAction } from "../../parts/use-action.ts";
import { type AccountProps, useAccountChange } from "./use-account-change.ts";

const subjects = { dlr: "report", mo: "inbound" } as const;

/** Address of reports or inbound messages, and a test that shows what the receiver answers. */
export function CallbackAddress({ name, ...props }: AccountProps & { readonly name: "dlr" | "mo" }) {
  const { remote, place, say } = useInbox();
  const { busy, error, change } = useAccountChange(props);
  const test = useAction();
  const { provider, name: account, callbacks } = props.account;
  const stands = callbacks[name] ?? "";
  const [typed, setTyped] = useState(stands);
  const [tested, setTested] = useState<TestedCallbackView | null>(null);
  useEffect(() => setTyped(stands), [stands]);
  const send = (): void =>
    test.run(async () => {
      setTested(null);
      const about = subjects[name];
      const given = { sandbox: place.sandbox, provider, account, about };
      setTested(await remote.call("POST /sandboxes/{sandbox}/accounts/{provider}/{account}/test-callback", given));
    });
  return (
    <div class="callback-address">
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          setTested(null);
          change({ callbacks: { [name]: typed.trim() } });
        }}
      >
        <label class="wide">
          <span>{say(`address-${name}`)}</span>
          <input
            type="url"
            placeholder={`http://127.0.0.1:4000/${name}`}
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
        <button type="submit" disabled={busy || typed.trim() === stands}>
          {say("save")}
        </button>
        <button
          type="button"
          disabled={test.busy || stands === "" || typed.trim() !== stands}
          aria-label={say(`test-${name}`)}
          onClick={send}
        >
          {say(test.busy ? "testing" : "test-callback")}
        </button>
      </form>
      <Trouble error={error ?? test.error} />
      <div role="status">{tested !== null && <Tested tested={tested} />}</div>
    </div>
  );
}

/** Response of a receiver to the test. */
function Tested({ tested }: { readonly tested: TestedCallbackView }) {
  const { say } = useInbox();
  const { status, succeeded, answer, error, request, durationMs } = tested;
  return (
    <div class="tested">
      <p>
        <ToneChip tone={succeeded ? "good" : "bad"}>{status === null ? say("no-answer") : String(status)}</ToneChip>{" "}
        {say(succeeded ? "test-taken" : "test-refused")} <small>{durationWords(durationMs)}</small>
      </p>
      {status === null && <p class="hint">{error}</p>}
      <Scrolling label={say("request")} text={request} />
      {status !== null &&
        (answer === "" ? (
          <p class="hint">{say("empty-response")}</p>
        ) : (
          <Scrolling label={say("receiver-response")} text={answer} />
        ))}
    </div>
  );
}
