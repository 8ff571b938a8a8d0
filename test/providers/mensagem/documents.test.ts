// Every example of the document is replayed; its answer has the shape of the document's. Each test first creates the messages, users, cost centres and shares of the answer, under the ids of the example.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Emulator } from "../../../src/client/sandbox.ts";
import { md5, raw, sms, user, wbsapi } from "../../support/mensagem/client.ts";
import { emulate, undoAll } from "../../support/sandboxed.ts";

afterEach(undoAll);
const folder = join(import.meta.dirname, "../../../fixtures/mensagem");
const text = (file: string): string => readFileSync(join(folder, file), "utf8");
const examples = readdirSync(folder)
  .filter((file) => file.endsWith(".req.txt") && !file.startsWith("wbsapi"))
  .map((file) => file.replace(".req.txt", ""));

const centres = [6, 47, 52, 664].map((id) => ({ id, name: `CENTRO ${id}` }));
const details: Readonly<Record<string, object>> = {
  "cadus-1": { costCentres: centres },
  "altus-1": { costCentres: centres, users: [{ id: 664, login: "novo", name: "Nome" }] },
  "cact-1": { costCentres: centres },
  "crdtf-2-user": { distribution: 1, users: [] },
  "crdtf-3-centre": { distribution: 2, costCentres: [] },
};
const credits: Readonly<Record<string, object>> = {
  "crdtf-2-user": { "user:10/long": 0, "user:13/long": 497, "user:13/short": 10, "user:37/long": 0 },
  "crdtf-3-centre": { "centre:38/long": 6000, "centre:22/long": 8, "centre:21/long": 0 },
};

/** Digits, dates, hashes and words as such; everything else stays. */
function shape(answer: string): string[] {
  return answer.split("\r\n").map((line) =>
    line
      .replace(/\b[0-9a-f]{31,32}\b/g, "<md5>")
      .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}/g, "<date>")
      .replace(/\b(?:ENVIADO|AGUARDANDO ENVIO)\b/g, "<status>")
      .replace(/\d+/g, "<number>"),
  );
}

/** Hashes of the example by those of messages that were sent. */
async function withHashes(emulator: Emulator, target: string): Promise<string> {
  let out = target;
  for (const hash of target.match(/\b[0-9a-f]{31,32}\b/g) ?? []) {
    const sent = await sms(emulator, "send", { u: user, n: "11999990001", m: "Oi", d: "2026-03-04 10:00:00" });
    out = out.replace(hash, md5(sent));
  }
  return out;
}

describe("the document's examples", () => {
  it.each(examples)("%s", async (name) => {
    const emulator = await emulate(
      { "mensagem/main": { details: details[name] ?? {}, credits: credits[name] ?? {} } },
      { providers: { mensagem: { legacyQueries: true } } },
    );
    const target = await withHashes(emulator, text(`${name}.req.txt`).trim());
    const answer = await raw(emulator, target.replaceAll(" ", "%20"));
    const wanted = shape(text(`${name}.res.txt`));
    expect(shape(answer).slice(0, wanted.length)).toEqual(wanted);
    // OPER lists more operators than the example.
    if (name !== "oper-1") expect(answer.split("\r\n")).toHaveLength(wanted.length);
  });

  it.each(["stat-1", "stat-2", "stam-1", "recv-1", "recv-2"])("%s is OUT-OF-DATE since 29/02/2020", async (name) => {
    const emulator = await emulate();
    expect(await raw(emulator, text(`${name}.req.txt`).trim().replaceAll(" ", "%20"))).toBe("OUT-OF-DATE");
  });

  it("sendMultiple's example, as printed and as meant", async () => {
    const emulator = await emulate({ "mensagem/main": { details: { costCentres: [{ id: 2, name: "DOIS" }] } } });
    const printed = text("wbsapi-sendMultiple-1.req.txt").trim();
    const send = async (Conteudo: string): Promise<string[]> =>
      (await wbsapi(emulator, "sendMultiple", { Identificacao: user, Conteudo })).split(/\r?\n/);
    const accepted = expect.stringMatching(/^1;[0-9a-f]{32}$/);
    expect(await send(printed)).toEqual([accepted, accepted, "95;REGISTRO INVALIDO"]);
    expect(await send(printed.replaceAll("/", "|"))).toEqual([accepted, accepted, accepted]);
    expect((await emulator.messages()).at(-1)).toMatchObject({ text: "MSG 3", clientId: "436", kind: "flash" });
  });
});
