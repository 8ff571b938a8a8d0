// Drafts of the scenario editor in the tab's store.

import { afterEach, expect, it, vi } from "vitest";
import { dropDraft, keepDraft, readDraft } from "../../../src/inbox/page/views/scenarios/drafts.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

it("come back after a reload, until they are dropped", () => {
  const draft = { began: "scenario: a", text: "scenario: b" };
  keepDraft("shop", draft);
  expect([readDraft("shop"), readDraft("default")]).toEqual([draft, null]);
  dropDraft("shop");
  expect(readDraft("shop")).toBeNull();
});

it("leave no earlier draft where the store refuses the text", () => {
  keepDraft("shop", { began: "a", text: "b" });
  const kept = sessionStorage;
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => kept.getItem(key),
    removeItem: (key: string) => kept.removeItem(key),
    setItem: () => {
      throw new DOMException("full", "QuotaExceededError");
    },
  });
  keepDraft("shop", { began: "a", text: "a long text" });
  expect(readDraft("shop")).toBeNull();
});

it.each(["", "{", "7", "null", "[]", '["a"]', '["a", 7]', '{"began":"a","text":"b"}'])(
  "takes no draft from %s",
  (kept) => {
    sessionStorage.setItem("torpedo-draft shop", kept);
    expect(readDraft("shop")).toBeNull();
  },
);
