import { render } from "preact";
import { afterEach, describe, expect, it } from "vitest";
import type { MessageView } from "../../../src/api/schema/message.ts";
import { InboxContext } from "../../../src/inbox/page/inbox.ts";
import { createRemote } from "../../../src/inbox/page/remote/remote.ts";
import { readPlace } from "../../../src/inbox/page/route.ts";
import { Bubble } from "../../../src/inbox/page/views/messages/bubble.tsx";
import { figureIn, sayIn } from "../../../src/inbox/page/words/say.ts";

const inbox = {
  place: readPlace(""),
  remote: createRemote(null),
  live: null,
  about: null,
  language: "en" as const,
  say: sayIn("en"),
  figure: figureIn("en"),
  go() {},
  filter() {},
};
afterEach(() => render(null, document.body));

const usual: MessageView = {
  seq: 1,
  sandbox: "default",
  id: "1",
  provider: "any",
  account: "any/main",
  operation: "send",
  channel: "get",
  to: "5511999990001",
  toWritten: "11999990001",
  from: "",
  text: "",
  oneTimeCodes: [],
  links: [],
  kind: "sms",
  encoding: "gsm",
  parts: 1,
  status: "queued",
  statusAt: 0,
  acceptedAt: 0,
  request: 1,
  life: [],
  debits: [],
  replies: [],
  fields: {},
};

function visible(fields: Partial<MessageView>): HTMLElement {
  const message = { ...usual, ...fields };
  render(
    <InboxContext.Provider value={inbox}>
      <Bubble message={message} />
    </InboxContext.Provider>,
    document.body,
  );
  return document.body;
}

describe("a bubble", () => {
  it.each(["<script>alert(1)</script><img src=x onerror=alert(1)>", "&lt;b&gt;", "مرحبا بالعالم", "👍🏽 ok 🇧🇷"])(
    "shows %s as it is",
    (text) => {
      const page = visible({ text, encoding: "ucs2" });
      expect(page.querySelector(".bubble")?.textContent).toBe(text);
      expect(page.querySelectorAll("script, img, b")).toHaveLength(0);
    },
  );

  it("has codes to copy, and links that open elsewhere", () => {
    const page = visible({ text: "x", oneTimeCodes: ["G-4821"], links: ["bit.ly/a", "https://a.dev/<b>"] });
    expect([...page.querySelectorAll(".found button")].map((button) => button.getAttribute("aria-label"))).toEqual(
      ["G-4821", "bit.ly/a", "https://a.dev/<b>"].map((what) => `Copy ${what}`),
    );
    const links = [...page.querySelectorAll(".found a")];
    expect(links.map((link) => [link.getAttribute("href"), link.getAttribute("rel")])).toEqual([
      ["http://bit.ly/a", "noopener noreferrer"],
      ["https://a.dev/<b>", "noopener noreferrer"],
    ]);
  });

  it("is cut where the air cuts it", () => {
    const page = visible({ text: "a".repeat(161), encoding: "gsm", parts: 2 });
    const parts = [...page.querySelectorAll(".part")].map((part) => part.firstChild?.textContent?.length);
    expect(parts).toEqual([153, 8]);
    expect(page.textContent).toContain("2 · 161 units, 145 left");
  });

  it("names what forces UCS-2, what accents become, and the price", () => {
    const page = visible({ text: "Ação ç", encoding: "ucs2", debits: [{ kind: "long", amount: 1 }] });
    expect([...page.querySelectorAll(".letter")].map((item) => item.textContent)).toEqual(["ç", "ã"]);
    expect(page.textContent).toContain("Acao c");
    expect(page.textContent).toContain("1 long");
  });
});
