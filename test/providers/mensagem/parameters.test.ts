// The README's table of parameters: those of each function in its order, and a request without one of them is answered as it says.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Emulator } from "../../../src/client/sandbox.ts";
import { vocabulary } from "../../../src/providers/mensagem/vocabulary.ts";
import { type Fields, md5, sms, start, user } from "../../support/mensagem/client.ts";
import { undoAll } from "../../support/sandboxed.ts";

const readme = readFileSync(join(import.meta.dirname, "../../../src/providers/mensagem/README.md"), "utf8");
const [, section = ""] = readme.split("## Parameters\n");
const rows = (section.split("\n## ")[0] ?? "")
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) => line.slice(2, -2).split(/(?<!\\)\s*\|\s*/))
  .map(([name = "", page = "", parameter = "", required = "", format = "", without = ""]) => {
    return { name: bare(name), page, parameter: bare(parameter), required, format, without };
  });
const functions = vocabulary.operations.filter(({ channels }) => channels.some((channel) => channel === "get"));

function bare(cell: string): string {
  return cell.replaceAll("`", "");
}

let emulator: Emulator;
let hash = "";
beforeAll(async () => {
  emulator = await start({});
  hash = md5(await sms(emulator, "send", { u: user, n: "11999990001", m: "Oi", d: "2030-01-01 10:00:00" }));
});
afterAll(undoAll);

let count = 0;
/** A request with every parameter that the function needs or may have. */
function complete(name: string): Fields {
  count += 1;
  const requests: Readonly<Record<string, Fields>> = {
    send: {
      n: "11999990001",
      m: "Oi",
      d: "2030-01-01 10:00:00",
      f: "0",
      z: "1",
      c: "622",
      id: "7",
      fsd: "1",
      arq: "a",
    },
    mult: { n: "11999990001;11999990002", m: "Oi", d: "2030-01-01 10:00:00", f: "0", t: "622", l: "0", z: "1" },
    stat: { h: hash, o: "1", C: "1" },
    stam: { h: hash, o: "1", C: "1" },
    recv: { h: user, r: "1" },
    cacl: { h: hash },
    cadus: { n: "Novo", d: `novo${count}`, p: "senha", t: "0", c: "622" },
    altus: { id: "1", n: "Novo", s: "1", p: "senha", t: "0", c: "622" },
    cict: { d: `Centro ${count}`, e: "a@b.test" },
    cact: { Id: "623", s: "1", e: "a@b.test" },
  };
  return { ...(/^(?:stat|stam|recv)$/.test(name) ? {} : { u: user }), ...requests[name] };
}

it("has each function with its parameters, and no other", () => {
  expect(functions).toHaveLength(15);
  for (const { name, requestFields } of functions)
    expect([name, ...rows.filter((row) => row.name === name).map(({ parameter }) => parameter)]).toEqual([
      name,
      ...requestFields,
    ]);
  for (const { name, page, parameter } of rows)
    expect([name, parameter, page]).toEqual([name, parameter, expect.stringMatching(/^\d+$/)]);
});

it.each(functions.map(({ name }) => name))("%s is answered as the table says without each of them", async (name) => {
  // CACL begins a line with the protocol.
  const codeOf = (answer: string): string => /^(?:(?:[0-9a-f]{32})?;)?([^;\r]*)/.exec(answer)?.[1] ?? "";
  const request = async (fields: Fields): Promise<string> => codeOf(await sms(emulator, name, fields));
  // A cost centre's number is the answer to CICT.
  const shape = (code: string): string => (name === "cict" && /^\d{3,}$/.test(code) ? "NNNN" : code);
  const withAll = shape(await request(complete(name)));
  for (const { parameter, required, without } of rows.filter((row) => row.name === name)) {
    const isOfLayout1 = required === "layout 1";
    const { [parameter]: _, ...fields } = complete(name);
    const wanted = /^`(-?\d+)`/.exec(without)?.[1] ?? withAll;
    expect([parameter, isOfLayout1 ? withAll : shape(await request(fields))]).toEqual([parameter, wanted]);
  }
});
