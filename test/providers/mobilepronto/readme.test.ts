// The provider's README has the settings and details of the code, and examples that run.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { coverage } from "../../../src/providers/mobilepronto/coverage.ts";
import { detailsValidator, settingsValidator } from "../../../src/providers/mobilepronto/settings.ts";
import {
  call,
  credencial20,
  credencial40,
  gateway,
  goodVoice,
  soapAction,
  start,
  voice,
} from "../../support/mobilepronto/client.ts";

const folder = join(import.meta.dirname, "../../../src/providers/mobilepronto");
const readme = readFileSync(join(folder, "README.md"), "utf8");

/** Rows of the table that follows a heading, without its head. */
function tableUnder(heading: string): string[] {
  const [, after = ""] = readme.split(`${heading}\n`);
  const [section = ""] = after.split(/\n#+ /);
  return section
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .slice(2);
}
const firstCells = (rows: readonly string[]) =>
  rows.map((row) => row.split(" | ")[0]?.replace("| ", "").replaceAll("`", ""));

describe("the README of MobilePronto", () => {
  it("has every setting with its default", () => {
    const wanted = Object.entries(settingsValidator({}, "settings")).map(
      ([name, value]) => `| \`${name}\` | \`${String(value)}\` | `,
    );
    const rows = tableUnder("## Dialect options");
    expect(rows.map((row, at) => row.slice(0, wanted[at]?.length))).toEqual(wanted);
  });

  it("has every detail of an account", () => {
    const made = detailsValidator(
      { credencial20: credencial20("x"), credencial40: credencial40("x"), principalUser: "1", token: "TK0001" },
      "details",
    );
    expect(firstCells(tableUnder("## Account details"))).toEqual(Object.keys(made));
  });

  it("has dialect options that are settings, and no other", () => {
    const settings = Object.keys(settingsValidator({}, "settings"));
    const options = new Set(coverage.flatMap(({ dialectOption }) => dialectOption ?? []));
    expect([...options].toSorted()).toEqual(settings.toSorted());
  });

  it("has a scenario and a request that do what they say", async () => {
    const emulator = await start();
    const [, rules = ""] = /```yaml\n(.*?)```/s.exec(readme) ?? [];
    await emulator.scenario.put(`scenario: readme\n${rules}`);
    await call(emulator, voice, "MPG_SendandFollowUp_Voice", goodVoice);
    const [, body = ""] = / -d '(.*?)'\n```/s.exec(readme) ?? [];
    const headers = { "Content-Type": "text/xml; charset=utf-8", SOAPAction: soapAction(gateway, "MPG_Send_SMS") };
    const sent = await fetch(`${emulator.urls.http}${gateway}`, { method: "POST", headers, body });
    expect(await sent.text()).toContain("<MPG_Send_SMSResult>000</MPG_Send_SMSResult>");
    await emulator.clock.advance(20_000);
    expect(await emulator.messages()).toMatchObject([{ word: "machine:200", status: "unconfirmed" }, { text: "Olá" }]);
    await emulator.stop();
  });
});
