import { useState } from "preact/hooks";
import type { RequestRow } from "../../../../api/schema/request.ts";
import { useInbox } from "../../inbox.ts";
import { Copy } from "../../parts/copy.tsx";
import { Scrolling } from "../../parts/scrolling.tsx";
import { useCoverage } from "../../parts/use-coverage.ts";
import { ruleToRepeat } from "../next/outcomes.ts";
import { type TestKind, testKinds, testSnippet } from "./test-snippets.ts";

/** A request as a test of the program that sent it, in several frameworks. */
export function CopyTest({ request }: { readonly request: RequestRow }) {
  const { place, say } = useInbox();
  const [kind, setKind] = useState<TestKind>("Vitest");
  const coverage = useCoverage();
  const isByDefault = request.result === "good" && request.fault === undefined;
  const rule = isByDefault ? null : ruleToRepeat(request, coverage);
  const code = testSnippet(kind, { request, rule, sandbox: place.sandbox, origin: location.origin });
  return (
    <details class="evidence copy-test">
      <summary>{say("copy-test")}</summary>
      <div class="card-head">
        <fieldset class="tabs" aria-label={say("copy-test")}>
          {testKinds.map((testKind) => (
            <button key={testKind} type="button" aria-pressed={testKind === kind} onClick={() => setKind(testKind)}>
              {testKind}
            </button>
          ))}
        </fieldset>
        <Copy text={code} what={kind} />
      </div>
      <Scrolling label={kind} text={code} />
    </details>
  );
}
