import { useState } from "preact/hooks";
import type { SampleView } from "../../../../api/schema/emulator.ts";
import { useInbox, useLoaded } from "../../inbox.ts";
import { Copy } from "../../parts/copy.tsx";
import { Scrolling } from "../../parts/scrolling.tsx";
import { Trouble } from "../../parts/trouble.tsx";
import { useAction } from "../../parts/use-action.ts";
import { hashOf } from "../../route.ts";
import { httpSnippet, languages } from "./http-snippets.ts";
import { reachedBy } from "./reachable.ts";
import { smppSnippet } from "./smpp-snippets.ts";

/** Addresses, credentials of the chosen sandbox, and programs that send one SMS. */
export function ConnectView() {
  const { place, say } = useInbox();
  const { value, error } = useLoaded(
    async (remote, sandbox) => {
      const samples = await remote.call("GET /sandboxes/{sandbox}/samples", { sandbox });
      return samples.map((sample) => reachedBy(location.hostname, sample));
    },
    "connect",
    ["account"],
  );
  const chosen = value?.find(({ name }) => name === place.item) ?? value?.[0];
  return (
    <div class="column">
      <div class="bar">
        <h1>{say("connect")}</h1>
        <nav class="tabs" aria-label={say("listeners")}>
          {value?.map((sample) => (
            <a
              key={sample.name}
              href={hashOf({ ...place, item: sample.name })}
              aria-current={sample === chosen ? "page" : undefined}
            >
              {sample.title}
            </a>
          ))}
        </nav>
      </div>
      <Trouble error={error} />
      {chosen !== undefined && <SampleCards key={chosen.name} sample={chosen} />}
      <section class="card">
        <h2>{say("http-proxy")}</h2>
        <p>{say("http-proxy-text")}</p>
        <pre class="block">{`http_proxy=${location.origin} ${say("your-client")}`}</pre>
      </section>
      <NewSandbox />
    </div>
  );
}

function SampleCards({ sample }: { readonly sample: SampleView }) {
  const { place, filter, say } = useInbox();
  const language = languages.find((candidate) => candidate === place.filters["language"]) ?? "curl";
  const { example } = sample;
  const code = example.by === "http" ? httpSnippet(language, example) : smppSnippet(language, example);
  return (
    <>
      <section class="card">
        <h2>{say("address-and-credentials")}</h2>
        <table class="fields">
          <caption class="unseen">{say("address-and-credentials")}</caption>
          <tbody>
            {[[say("address"), sample.address] as const, ...sample.credentials].map(([name, value]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  <code>{value}</code>
                </td>
                <td class="end">
                  <Copy text={value} what={name} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section class="card">
        <div class="card-head">
          <h2>{say("send-one")}</h2>
          <Copy text={code} what={language} />
        </div>
        <fieldset class="tabs" aria-label={say("language")}>
          {languages.map((choice) => (
            <button
              key={choice}
              type="button"
              aria-pressed={choice === language}
              onClick={() => filter("language", choice)}
            >
              {choice}
            </button>
          ))}
        </fieldset>
        <Scrolling label={say("send-one")} text={code} />
      </section>
    </>
  );
}

function NewSandbox() {
  const { remote, go, say } = useInbox();
  const [name, setName] = useState("");
  const { busy, error, run } = useAction();
  return (
    <section class="card">
      <h2>{say("new-sandbox")}</h2>
      <p>{say("new-sandbox-text")}</p>
      <form
        class="inline"
        onSubmit={(event) => {
          event.preventDefault();
          run(async () => {
            await remote.call("POST /sandboxes", { name });
            go({ sandbox: name, item: null, filters: {} });
          });
        }}
      >
        <input
          aria-label={say("sandbox-name")}
          placeholder={say("sandbox-name")}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <button type="submit" disabled={busy || name === ""}>
          {say("create")}
        </button>
      </form>
      <Trouble error={error} />
    </section>
  );
}
