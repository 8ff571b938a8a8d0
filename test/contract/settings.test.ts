// Every dialect option of every provider, given by code, file, flag and variable, in each spelling that YAML or a shell
// makes of a value.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readConfig, type Sources } from "../../src/config/read.ts";
import type { Json, JsonObject } from "../../src/core/json.ts";
import type { ValueKind } from "../../src/core/validate.ts";
import { providers } from "../../src/providers/index.ts";
import { registry } from "../support/registry.ts";

const folder = mkdtempSync(join(tmpdir(), "torpedo-settings-"));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

function file(text: string): string {
  const name = join(folder, `${++files}.yaml`);
  writeFileSync(name, text);
  return name;
}

/** Values of an option, each with the variants that mean it. */
function samples(kind: ValueKind): readonly { readonly value: Json; readonly variants: readonly string[] }[] {
  switch (kind.is) {
    case "text":
      return ["a b", "12", "007", "0x461", "1e3", "true", "No"].map((value) => ({ value, variants: [value] }));
    case "flag":
      return [
        { value: true, variants: ["true", "True", "yes", "on", "1"] },
        { value: false, variants: ["false", "FALSE", "no", "Off", "0"] },
      ];
    case "number":
      return [kind.min, Math.min(kind.max, kind.min + 1)].map((value) => ({
        value,
        variants: [String(value), `+${value}`, `${value}.0`],
      }));
    case "choice":
      return kind.words.map((value) => ({
        value,
        variants: [String(value), ...(String(value).toLowerCase() === "on" ? ["true", "yes", "ON"] : [])],
      }));
    case "list": {
      const [item] = samples(kind.items);
      return item === undefined ? [] : [{ value: [item.value], variants: item.variants }];
    }
    case "record":
      return [];
  }
}

/** Options by their names; those of an object stand below it: `commandStatus.97`. */
function options(
  kind: ValueKind,
  path: readonly string[] = [],
): readonly (readonly [name: readonly string[], of: ValueKind])[] {
  if (kind.is !== "record") return [[path, kind]];
  return Object.entries(kind.fields).flatMap(([name, of]) => options(of, [...path, name]));
}

const nest = (path: readonly string[], value: Json): Json =>
  path.reduceRight<Json>((below, name) => ({ [name]: below }), value);
const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((object, name) => Object.entries(object ?? {}).find(([key]) => key === name)?.[1], value);

describe.each(registry)("$title", ({ id, settings }) => {
  async function read(sources: Sources, path: readonly string[]): Promise<unknown> {
    const config = await readConfig({ environment: {}, ...sources, registry });
    return at(settings(config.providers[id] ?? {}, id), path);
  }

  it.each(options(settings.kind))("%j", async (path, kind) => {
    const name = `${id}.${path.join(".")}`;
    const all = samples(kind);
    expect(all).not.toEqual([]);
    for (const { value, variants } of all) {
      const code = { providers: { [id]: nest(path, value) as JsonObject } };
      const meant = at(settings(nest(path, value), id), path);
      const ways: [string, Sources][] = [["code", { code }]];
      for (const text of variants) {
        ways.push(
          [`code: "${text}"`, { code: { providers: { [id]: nest(path, text) as JsonObject } } }],
          [`--provider ${name}=${text}`, { flags: { provider: [`${name}=${text}`] } }],
          [`TORPEDO_PROVIDER=${name}=${text}`, { environment: { TORPEDO_PROVIDER: `${name}=${text}` } }],
        );
        const json = JSON.stringify(nest([id, ...path], "HERE"));
        for (const written of [text, JSON.stringify(text)]) {
          const yaml = `providers: ${json.replace('"HERE"', written)}`;
          ways.push([yaml, { flags: { config: file(yaml) } }]);
        }
      }
      for (const [way, sources] of ways) expect([way, await read(sources, path)]).toEqual([way, meant]);
    }
  });

  it("refuses an option that it has not, by each way", async () => {
    for (const sources of [
      { code: { providers: { [id]: { nonesuch: 1 } } } },
      { flags: { provider: [`${id}.nonesuch=1`] } },
      { environment: { TORPEDO_PROVIDER: `${id}.nonesuch=1` } },
      { flags: { config: file(`providers: { ${id}: { nonesuch: 1 } }`) } },
    ])
      await expect(read(sources, ["nonesuch"])).rejects.toThrow("nonesuch");
  });
});

it("takes several options in one variable, and a comma in a value", async () => {
  const TORPEDO_PROVIDER = "mensagem.contentType=text/plain, odd, sophia.success=2xx,mensagem.unconfirmed=8";
  const { providers: given } = await readConfig({ environment: { TORPEDO_PROVIDER }, registry: providers });
  expect(given).toEqual({
    mensagem: { contentType: "text/plain, odd", unconfirmed: "8" },
    sophia: { success: "2xx" },
  });
});
