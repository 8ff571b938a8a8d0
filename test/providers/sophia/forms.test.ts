// Bodies at Sophia's listener: what is a form, a multipart body and JSON to PHP is one here, and nothing else is.

import { afterEach, describe, expect, it } from "vitest";
import { emulate, undoAll } from "../../support/sandboxed.ts";

afterEach(undoAll);

const token = "DEMO-SOPHIA-TOKEN";
const pairs = `token=${token}&destino=11999990001&msg=Oi`;
const form = "application/x-www-form-urlencoded";
const part = (name: string, value: string): string =>
  `--x\r\nContent-Disposition: form-data; name=${name}\r\n\r\n${value}\r\n`;
const parts = part("token", token) + part("destino", "11999990001") + part("msg", "Oi");
const json = JSON.stringify({ token, destino: "11999990001", msg: "Oi" });

const bodies: readonly [what: string, method: string, type: string | null, body: string, detail: string][] = [
  ["a form", "POST", form, pairs, "OK"],
  ["a form with a charset", "POST", `${form}; charset=UTF-8`, pairs, "OK"],
  ["a form in capitals", "POST", form.toUpperCase(), pairs, "OK"],
  ["a form with a second type", "POST", `${form}, text/plain`, pairs, "OK"],
  ["a form as text/plain", "POST", "text/plain", pairs, "TOKEN INVALIDO"],
  ["a form as text/xml", "POST", "text/xml", pairs, "TOKEN INVALIDO"],
  ["a form of a type that begins alike", "POST", `${form}2`, pairs, "TOKEN INVALIDO"],
  ["a form without a type", "POST", "", pairs, "TOKEN INVALIDO"],
  ["a form by PUT", "PUT", form, pairs, "TOKEN INVALIDO"],
  ["a form by DELETE", "DELETE", form, pairs, "TOKEN INVALIDO"],
  ["multipart without quotes, as .NET sends it", "POST", "multipart/form-data; boundary=x", `${parts}--x--\r\n`, "OK"],
  ["multipart with a quoted boundary", "POST", 'multipart/form-data; boundary="x"', `${parts}--x--\r\n`, "OK"],
  ["multipart without a last boundary", "POST", "multipart/form-data; boundary=x", parts, "OK"],
  [
    "multipart with line feeds alone",
    "POST",
    "multipart/form-data; boundary=x",
    `${parts}--x--`.replaceAll("\r", ""),
    "OK",
  ],
  ["multipart without a boundary", "POST", "multipart/form-data", parts, "TOKEN INVALIDO"],
  ["multipart by PUT", "PUT", "multipart/form-data; boundary=x", parts, "TOKEN INVALIDO"],
  ["multipart/mixed", "POST", "multipart/mixed; boundary=x", parts, "TOKEN INVALIDO"],
  [
    "multipart with the token as a file",
    "POST",
    "multipart/form-data; boundary=x",
    parts.replace("name=token", "name=token; filename=f"),
    "TOKEN INVALIDO",
  ],
  ["JSON as JSON", "POST", "application/json", json, "OK"],
  ["JSON as a form, as curl -d sends it", "POST", form, json, "OK"],
  ["JSON as text/plain", "POST", "text/plain", json, "OK"],
  ["JSON as multipart", "POST", "multipart/form-data; boundary=x", json, "TOKEN INVALIDO"],
  [
    "JSON with half an emoji",
    "POST",
    "application/json",
    json.replace("Oi", "promo \\ud83d"),
    "JSON INVALIDO NA POSICAO 66 (LINHA 1, COLUNA 67)",
  ],
];

describe("a body", () => {
  it.each(bodies)("%s by %s (%s)", async (_what, method, type, body, detail) => {
    const { urls } = await emulate();
    const answer = await fetch(`${urls.http}/api/unitario.php`, {
      method,
      headers: { "Content-Type": type ?? "" },
      body: Buffer.from(body),
    });
    expect(await answer.text()).toContain(`"detailDescription":"${detail}"`);
  });

  it("that PHP takes for no form is a finding, also where a setting reads it", async () => {
    for (const formBody of ["php", "any"] as const) {
      const emulator = await emulate({}, { providers: { sophia: { formBody } } });
      const answer = await fetch(`${emulator.urls.http}/api/unitario.php`, {
        method: "POST",
        headers: { "Content-Type": "text/plain" },
        body: pairs,
      });
      expect(await answer.text()).toContain(formBody === "any" ? '"OK"' : '"TOKEN INVALIDO"');
      const [request] = await emulator.requests();
      expect(request?.findings.map(({ text }) => text)).toEqual([
        "The body came with Content-Type text/plain: PHP fills $_POST for application/x-www-form-urlencoded and multipart/form-data only",
      ]);
      expect(JSON.stringify(request)).not.toContain(token);
      await undoAll();
    }
  });
});

describe("array names of a lot", () => {
  const envio = async (body: string): Promise<{ details: unknown[]; findings: unknown[] }> => {
    const emulator = await emulate();
    const answer = await fetch(`${emulator.urls.http}/api/envio.php`, {
      method: "POST",
      headers: { "Content-Type": form },
      body,
    });
    const { detalhes }: { detalhes: { detailDescription: string }[] } = JSON.parse(await answer.text());
    const [request] = await emulator.requests();
    return { details: detalhes.map(({ detailDescription }) => detailDescription), findings: request?.findings ?? [] };
  };
  const missing = "NUMERO DE DESTINO NAO INFORMADO";
  it.each([
    [
      "mensagens[0][destino]=11999990001&mensagens[0][msg]=a&mensagens[1][destino]=11999990002&mensagens[1][msg]=b",
      ["OK", "OK"],
      0,
    ],
    [
      "mensagens[b][destino]=11999990001&mensagens[b][msg]=a&mensagens[a][destino]=11999990002&mensagens[a][msg]=b",
      ["OK", "OK"],
      0,
    ],
    ["mensagens[][destino]=11999990001&mensagens[][msg]=a", ["MENSAGEM VAZIA", missing], 1],
    [
      "mensagens[][destino]=11999990001&mensagens[][msg]=a&mensagens[][destino]=11999990002&mensagens[][msg]=b",
      ["MENSAGEM VAZIA", missing, "MENSAGEM VAZIA", missing],
      1,
    ],
    ["mensagens[0]=a", ["MENSAGEM DO LOTE FORA DO FORMATO"], 0],
    ["mensagens[0][destino]=11999990001&mensagens[0][msg][x]=a", ["MENSAGEM VAZIA"], 0],
  ])("%s", async (body, details, findings) => {
    const read = await envio(`token=${token}&${body}`);
    expect(read.details).toEqual(details);
    expect(read.findings).toHaveLength(findings);
  });

  it("counts 1,000 variables, and says that the others are lost", async () => {
    const many = Array.from(
      { length: 501 },
      (_, index) => `mensagens[${index}][destino]=11999990001&mensagens[${index}][msg]=a`,
    );
    const { details, findings } = await envio(`token=${token}&${many.join("&")}`);
    expect(details).toHaveLength(500);
    expect(JSON.stringify(findings)).toContain("over 1,000 variables");
  });
});
