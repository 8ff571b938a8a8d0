import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { findingSentence } from "../../../src/scenario/file/finding.ts";
import { watchScenario } from "../../../src/scenario/file/watch.ts";
import { allowed } from "../../support/endurance/amount.ts";
import { handClock, realClock } from "../../support/host-clock.ts";
import { invented } from "../../support/scenario/invented.ts";

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

function watched(clock = realClock): { file: string; clientEvent: string[]; next: () => Promise<string> } {
  const folder = mkdtempSync(join(tmpdir(), "torpedo-watch-"));
  const file = join(folder, "story.yaml");
  const text = "scenario: first";
  writeFileSync(file, text);
  const clientEvent: string[] = [];
  let heard: (() => void) | null = null;
  const print = (item: string): void => {
    clientEvent.push(item);
    heard?.();
  };
  const stop = watchScenario({
    file,
    text,
    vocabularies: invented,
    clock,
    async onScenario({ title }) {
      print(title);
      return true;
    },
    onFindings: (findings) =>
      print(
        findings
          .map(findingSentence)
          .join("\n")
          .slice(folder.length + 1),
      ),
  });
  stops.push(stop, () => rmSync(folder, { recursive: true }));
  const next = async (): Promise<string> => {
    if (clientEvent.length === 0)
      await new Promise<void>((resolve) => {
        heard = resolve;
      });
    return clientEvent.shift() ?? "";
  };
  return { file, clientEvent, next };
}

describe("an edit while the emulator runs", () => {
  test("takes effect in under a second, a bad one is told, and a good one after it is taken again", async () => {
    const { file, next } = watched();
    const began = performance.now();
    writeFileSync(file, "scenario: second");
    expect(await next()).toBe("second");
    expect(performance.now() - began).toBeLessThan(allowed(1_000));
    writeFileSync(file, "scenario: third\nrule: []");
    expect(await next()).toContain("story.yaml:2:1: unknown key rule. Write rules?");
    writeFileSync(file, "scenario: fourth");
    expect(await next()).toBe("fourth");
  });

  test("by an editor that replaces the file, and a file that goes and comes back", async () => {
    const { file, next } = watched();
    writeFileSync(`${file}.tmp`, "scenario: replaced");
    renameSync(`${file}.tmp`, file);
    expect(await next()).toBe("replaced");
    rmSync(file);
    expect(await next()).toContain("the file is gone");
    writeFileSync(file, "scenario: back");
    expect(await next()).toBe("back");
  });

  test("is found by looking twice a second where nobody tells", () => {
    const clock = handClock();
    const { file, clientEvent } = watched(clock);
    writeFileSync(file, "scenario: longer title");
    clock.advance(600);
    expect(clientEvent).toEqual(["longer title"]);
    clock.advance(5000);
    expect(clientEvent).toHaveLength(1);
  });

  test("the same text again is no news, and after the stop nothing is", () => {
    const clock = handClock();
    const { file, clientEvent } = watched(clock);
    writeFileSync(file, "scenario: first");
    clock.advance(2000);
    expect(clientEvent).toEqual([]);
    for (const stop of stops.splice(0, 1)) stop();
    writeFileSync(file, "scenario: late");
    clock.advance(2000);
    expect(clientEvent).toEqual([]);
    expect(clock.planned()).toBe(0);
  });
});
