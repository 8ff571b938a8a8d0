import { render } from "preact";
import { afterEach, describe, expect, it } from "vitest";
import { type Message, readMessage } from "../../../src/inbox/page/remote/messages.ts";
import { createRemote } from "../../../src/inbox/page/remote/remote.ts";
import { readPlace } from "../../../src/inbox/page/route.ts";
import { Bubble } from "../../../src/inbox/page/views/messages/bubble.tsx";
import { sayIn } from "../../../src/inbox/page/words/say.ts";
import { toldIn } from "../../../src/inbox/page/words/told.ts";
import { WorldContext } from "../../../src/inbox/page/world.ts";

const world = {
  place: readPlace(""),
  remote: createRemote(null),
  live: null,
  told: toldIn("en"),
  say: sayIn("en"),
  go() {},
  filter() {},
};
afterEach(() => render(null, document.body));

function shown(fields: Partial<Message>): HTMLElement {
  const message = { ...readMessage({}), ...fields };
  render(
    <WorldContext.Provider value={world}>
      <Bubble message={message} />
    </WorldContext.Provider>,
    document.body,
  );
  return document.body;
}

describe("a bubble", () => {
  it.each(["<script>alert(1)</script><img src=x onerror=alert(1)>", "&lt;b&gt;", "مرحبا بالعالم", "👍🏽 ok 🇧🇷"])(
    "shows %s as it is",
    (text) => {
      const page = shown({ text, encoding: "ucs2" });
      expect(page.querySelector(".bubble")?.textContent).toBe(text);
      expect(page.querySelectorAll("script, img, b")).toHaveLength(0);
    },
  );

  it("is cut where the air cuts it", () => {
    const page = shown({ text: "a".repeat(161), encoding: "gsm", parts: 2 });
    const parts = [...page.querySelectorAll(".part")].map((part) => part.firstChild?.textContent?.length);
    expect(parts).toEqual([153, 8]);
    expect(page.textContent).toContain("2 · 161 units, 145 left");
  });

  it("names what forces UCS-2, what accents become, and the price", () => {
    const page = shown({ text: "Ação ç", encoding: "ucs2", debits: [{ kind: "long", amount: 1 }] });
    expect([...page.querySelectorAll(".letter")].map((one) => one.textContent)).toEqual(["ç", "ã"]);
    expect(page.textContent).toContain("Acao c");
    expect(page.textContent).toContain("1 long");
  });
});

it("reads what is missing or of another kind as empty", () => {
  expect(readMessage(null)).toMatchObject({ place: 0, text: "", status: "unknown", parts: 1 });
  expect(readMessage({ seq: "7", text: 5, status: "nonsense", life: {}, debits: "x" })).toMatchObject({
    place: 0,
    text: "5",
    status: "unknown",
    life: [],
    debits: [],
  });
});
