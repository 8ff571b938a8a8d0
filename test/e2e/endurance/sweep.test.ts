// Whole sweeps: clients with six planted mistakes and without, in Node, PHP, Java and over SMPP, get the verdicts written
// down here; the examples are swept; 23 codes of a short test end in time.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sweepReport } from "../../../src/checks/reports/report.ts";
import { run } from "../../support/cli.ts";
import { allowed } from "../../support/endurance/amount.ts";
import { have } from "../../support/programs.ts";
import { scratch, undoAll } from "../../support/sandboxed.ts";

beforeEach(() => vi.stubEnv("GITHUB_STEP_SUMMARY", ""));
afterEach(async () => {
  vi.unstubAllEnvs();
  await undoAll();
});

const examples = join(import.meta.dirname, "../../../examples");
const clients = join(import.meta.dirname, "../../support/sweep");

async function swept(words: readonly string[]) {
  const out = join(scratch(), "out");
  const ran = await run(["sweep", "--out", out, ...words]);
  const report = sweepReport.parse(JSON.parse(readFileSync(join(out, "report.json"), "utf8")));
  const verdicts = Object.fromEntries(
    report.results.map(({ id, verdict }) => [id.replace(/^\w+\/\w+\//, ""), verdict]),
  );
  return { ...ran, report, verdicts };
}

type Verdicts = Readonly<Record<string, string>>;
const http = ["--codes", "0,61,90,97,unlisted", "--faults", "lose-answer,hang,page:iis-500,bom"];
/** Verdicts on the client with the six mistakes. */
const plantedOverHttp: Verdicts = {
  "0": "handled",
  "61": "wrong",
  "90": "wrong",
  "97": "unnoticed",
  unlisted: "crashed",
  "fault:lose-answer": "wrong",
  "fault:hang": "hung",
  "fault:page:iis-500": "handled",
  "fault:bom": "handled",
};
const smpp = ["--operation", "submit_sm", "--codes", "0,77,97,unlisted", "--faults", "close,silence,twice"];
const plantedOverSmpp: Verdicts = {
  "0": "unnoticed",
  "77": "wrong",
  "97": "unnoticed",
  unlisted: "crashed",
  "fault:close": "wrong",
  "fault:silence": "hung",
  "fault:twice": "handled",
};
const allHandled = (of: Verdicts): Verdicts => Object.fromEntries(Object.keys(of).map((id) => [id, "handled"]));

describe.each<[string, string, () => readonly string[], readonly string[], Verdicts]>([
  ["Node", "node", () => [process.execPath, join(clients, "client.mjs")], http, plantedOverHttp],
  ["SMPP", "node", () => [process.execPath, join(clients, "client-smpp.mjs")], smpp, plantedOverSmpp],
  ["PHP", "php", () => ["php", join(clients, "client.php")], http, plantedOverHttp],
  ["Java", "javac", () => java(), http, plantedOverHttp],
])("a client in %s", (_, program, command, words, planted) => {
  // A client that hangs is ended after this time: the others must end within it on a busy machine.
  const limits = ["--timeout", "12s", "--jobs", "2"];
  it.skipIf(!have(program))(
    "with six mistakes gets the verdicts that are written down",
    { timeout: 240_000 },
    async () => {
      const { code, verdicts } = await swept([...words, ...limits, "--", ...command(), "planted"]);
      expect(verdicts).toEqual(planted);
      expect(code).toBe(1);
    },
  );

  it.skipIf(!have(program))("without mistakes handles every outcome", async () => {
    const { code, verdicts, report } = await swept([...words, ...limits, "--", ...command(), "right"]);
    expect(verdicts).toEqual(allHandled(planted));
    expect([code, report.summary.handling]).toEqual([0, "100%"]);
  });
});

/** Compiled once: `java Client.java` compiles at each run. */
function java(): readonly string[] {
  const folder = scratch();
  execFileSync("javac", ["-d", folder, join(clients, "Client.java")]);
  return ["java", "-cp", folder, "Client"];
}

it("names the rule of conduct that a mistake broke", async () => {
  const words = [
    "--codes",
    "61,90",
    "--faults",
    "lose-answer",
    "--",
    process.execPath,
    join(clients, "client.mjs"),
    "planted",
  ];
  const { report } = await swept(words);
  expect(report.results.map(({ why }) => why.slice(0, 5))).toEqual(["TC205", "a per", "TC201"]);
});

it("runs 23 codes of a test of half a second in time", async () => {
  const program = `setTimeout(async () => {
    const { TORPEDO_URL: url, TORPEDO_MOBILEPRONTO_CREDENCIAL20: Credencial, TORPEDO_MOBILEPRONTO_PRINCIPAL_USER: Principal_User } = process.env;
    const fields = { Credencial, Principal_User, Aux_User: "LOJA", Mobile: "+55(11)999990001", Send_Project: "N", Message: "Oi" };
    const inside = Object.entries(fields).map(([name, value]) => "<" + name + ">" + value + "</" + name + ">").join("");
    const call = '<MPG_Send_SMS xmlns="http://www.mpgateway.com/">' + inside + "</MPG_Send_SMS>";
    const body = '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>' + call + "</s:Body></s:Envelope>";
    const headers = { "Content-Type": "text/xml; charset=utf-8", SOAPAction: '"http://www.mpgateway.com/MPG_Send_SMS"' };
    const answer = await (await fetch(url + "/Service.asmx", { method: "POST", headers, body })).text();
    process.exitCode = answer.includes("Result>000<") ? 0 : 1;
  }, 300);`;
  const words = ["--operation", "MPG_Send_SMS", "--faults", "none", "--skip", "*/unlisted", "--jobs", "2"];
  const { report } = await swept([...words, "--", process.execPath, "-e", program]);
  expect(report.summary).toMatchObject({ planned: 23, noticed: 23 });
  expect(report.timing?.durationMs).toBeLessThan(allowed(15_000));
});

/** The commands stand in the first lines of the examples. */
describe.each([
  ["node-test/send.mjs", "node", [process.execPath]],
  ["python/send.py", "python3", ["python3", "-B"]],
  ["php/send.php", "php", ["php"]],
] as const)("examples/%s", (file, program, command) => {
  it.skipIf(!have(program))(
    "handles every outcome as examples/torpedo.handling.yaml expects",
    { timeout: 300_000 },
    async () => {
      const path = join(examples, file);
      const line = `sweep --handling examples/torpedo.handling.yaml -- ${program} examples/${file}`;
      expect(readFileSync(path, "utf8")).toContain(line);
      const handling = ["--handling", join(examples, "torpedo.handling.yaml")];
      const { verdicts, report } = await swept([...handling, "--jobs", "2", "--", ...command, path]);
      expect(Object.entries(verdicts).filter(([, verdict]) => verdict !== "handled")).toEqual([]);
      expect(report.summary.planned).toBeGreaterThan(20);
    },
  );
});

it.skipIf(!have("javac"))(
  "examples/java/OrderTest.java handles a few outcomes of each sort",
  { timeout: 300_000 },
  async () => {
    const folder = scratch();
    execFileSync("javac", ["-d", folder, join(examples, "java/OrderTest.java")]);
    const handling = ["--handling", join(examples, "torpedo.handling.yaml"), "--jobs", "2"];
    const few = ["--codes", "0,61,97,unlisted", "--faults", "lose-answer,hang,truncate,bom"];
    const { verdicts } = await swept([...handling, ...few, "--", "java", "-cp", folder, "OrderTest", "send"]);
    expect(Object.entries(verdicts).filter(([, verdict]) => verdict !== "handled")).toEqual([]);
  },
);
