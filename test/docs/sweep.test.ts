// docs/sweep.md: its commands run, its test passes, and its words are those of the code.

import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { faultNames, faultsOf } from "../../src/checks/sweep/faults.ts";
import { sweepLifecycles } from "../../src/checks/sweep/lifecycles.ts";
import { verdicts } from "../../src/checks/sweep/verdict.ts";
import { providers } from "../../src/providers/index.ts";
import { scratch, undoAll } from "../support/sandboxed.ts";
import { cleanEnvironment, launcher } from "../support/torpedo-process.ts";

afterEach(undoAll);

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/sweep.md"), "utf8");
const blocks = (language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms"))].map(([, text = ""]) => text);

describe("docs/sweep.md", () => {
  it("has commands that run", async () => {
    const folder = scratch();
    const program = `const { TORPEDO_MENSAGEM_URL: url, TORPEDO_MENSAGEM_USER: user } = process.env;
      const answer = await fetch(url + "/sms/send?u=" + user + "&n=11999990001&m=Oi").then((one) => one.text(), () => "");
      if (!answer.startsWith("1;")) process.exit(1);`;
    writeFileSync(join(folder, "test.mjs"), program);
    const lines = blocks("sh").flatMap((text) => text.trimEnd().split("\n"));
    expect(lines.length).toBeGreaterThan(4);
    // A few outcomes are enough to show that a line is right.
    const few = lines.map((line) =>
      line.replace("sweep", "sweep --max-runs 1 --fail-on never").replace("npm test", "node test.mjs"),
    );
    const script = `torpedo() { "${process.execPath}" "${launcher}" "$@"; }; set -e\n${few.join("\n")}`;
    const env = cleanEnvironment();
    const { stdout } = await promisify(execFile)("bash", ["-c", script], { cwd: folder, env, timeout: 180_000 });
    expect(stdout.match(/^passed\.$/gm)).toHaveLength(lines.length - 1);
  });

  it("has a test for node:test that passes", async () => {
    const file = join(scratch(), "outcomes.test.mjs");
    writeFileSync(file, blocks("js").find((text) => text.includes("outcomes(")) ?? "");
    const hooks = pathToFileURL(join(root, "test/support/examples/from-sources.mjs")).href;
    const env = cleanEnvironment({ NODE_OPTIONS: `--import=${hooks}` });
    const args = ["--test", "--test-reporter=tap", file];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, env, timeout: 180_000 });
    expect(stdout).toMatch(/^# pass 2$/m);
  });

  it("has each verdict, fault and later life", () => {
    expect([...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, word]) => word).toSorted()).toEqual([...verdicts].toSorted());
    const [, http, smpp] = /HTTP: `([^`]+)`; SMPP: `([^`]+)`/.exec(page) ?? [];
    const operations = providers.flatMap(({ vocabulary }) => vocabulary.operations);
    const defaults = (name: string): readonly string[] => {
      const operation = operations.find((operation) => operation.name === name);
      return operation === undefined
        ? []
        : faultsOf(operation).flatMap((fault) => (fault.isDefault ? [fault.name] : []));
    };
    expect(http?.split(" ").toSorted()).toEqual(defaults("send").toSorted());
    expect(smpp?.split(" ").toSorted()).toEqual(defaults("submit_sm").toSorted());
    expect(faultNames).toEqual(expect.arrayContaining([...defaults("send"), ...defaults("submit_sm")]));
    expect(page).toContain(`later lives: \`${sweepLifecycles.map(({ name }) => name).join(" ")}\``);
  });
});
