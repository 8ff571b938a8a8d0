import { useState } from "preact/hooks";
import { Copy } from "../../parts/copy.tsx";
import { Scrolling } from "../../parts/scrolling.tsx";
import { Trouble } from "../../parts/trouble.tsx";
import { useDeed } from "../../parts/use-deed.ts";
import { createSandbox, getSandbox, readAbout } from "../../remote/sandboxes.ts";
import { hashOf } from "../../route.ts";
import { useLoaded, useWorld } from "../../world.ts";
import { type Door, doorsOf } from "./doors.ts";
import { httpSnippet, languages } from "./http-snippets.ts";
import { smppSnippet } from "./smpp-snippets.ts";

/** For each door the address, the credentials of the chosen sandbox, and a program that sends one SMS. */
export function ConnectView() {
  const { place, say } = useWorld();
  const { value, error } = useLoaded(
    async (remote) => {
      const [about, sandbox] = await Promise.all([readAbout(remote), getSandbox(remote, place.sandbox)]);
      return doorsOf(about, sandbox, location.origin);
    },
    "connect",
    ["account"],
  );
  const chosen = value?.find((door) => door.id === place.item) ?? value?.[0];
  return (
    <div class="column">
      <div class="bar">
        <h1>{say("connect")}</h1>
        <nav class="tabs" aria-label={say("doors")}>
          {value?.map((door) => (
            <a
              key={door.id}
              href={hashOf({ ...place, item: door.id })}
              aria-current={door === chosen ? "page" : undefined}
            >
              {door.title}
            </a>
          ))}
        </nav>
      </div>
      <Trouble error={error} />
      {chosen !== undefined && <DoorCard key={chosen.id} door={chosen} />}
      <section class="card">
        <h2>{say("http-proxy")}</h2>
        <p>{say("http-proxy-text")}</p>
        <pre class="block">{`http_proxy=${location.origin} your-client`}</pre>
      </section>
      <NewSandbox />
    </div>
  );
}

function DoorCard({ door }: { readonly door: Door }) {
  const { place, filter, say } = useWorld();
  const language = languages.find((one) => one === place.filters["language"]) ?? "curl";
  const code =
    "http" in door.example ? httpSnippet(language, door.example.http) : smppSnippet(language, door.example.smpp);
  return (
    <>
      <section class="card">
        <h2>{say("address-and-credentials")}</h2>
        <table class="fields">
          <caption class="unseen">{say("address-and-credentials")}</caption>
          <tbody>
            {[[say("address"), door.address] as const, ...door.credentials].map(([name, value]) => (
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
          {languages.map((one) => (
            <button key={one} type="button" aria-pressed={one === language} onClick={() => filter("language", one)}>
              {one}
            </button>
          ))}
        </fieldset>
        <Scrolling label={say("send-one")} text={code} />
      </section>
    </>
  );
}

function NewSandbox() {
  const { remote, go, say } = useWorld();
  const [name, setName] = useState("");
  const { busy, error, run } = useDeed();
  return (
    <section class="card">
      <h2>{say("new-sandbox")}</h2>
      <p>{say("new-sandbox-text")}</p>
      <form
        class="inline"
        onSubmit={(event) => {
          event.preventDefault();
          run(async () => {
            await createSandbox(remote, name);
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
