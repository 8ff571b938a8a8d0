// Answers to paths that no provider has: a sentence that leads to the nearest one, and to the port that has it.

import { afterEach, expect, it } from "vitest";
import { emulate, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

it.each([
  ["/api/unitari.php", "There is nothing at /api/unitari.php. Did you mean /api/unitario.php? "],
  ["/Servico.asmx", "There is nothing at /Servico.asmx. Did you mean /Service.asmx? "],
  ["/sms/nada", "There is nothing at /sms/nada. The README "],
  ["/quite/another/place", "There is nothing at /quite/another/place. The README "],
  [`/${"x".repeat(300)}`, `There is nothing at /${"x".repeat(199)}. The README `],
])("%s", async (path, begin) => {
  const { urls, requests } = await emulate();
  const answer = await fetch(urls.http + path);
  expect(answer.status).toBe(404);
  const text = (await answer.text()).trimEnd();
  expect(text).toContain(begin);
  expect(text).toMatch(/The README of each provider lists its paths\.$/);
  expect((await requests())[0]?.findings.map((finding) => finding.text)).toEqual([text]);
});

it("a path of another listener is told where it is", async () => {
  const { urls } = await emulate();
  const answer = await fetch(`${urls.mensagem}/api/unitario.php`);
  expect([answer.status, await answer.text()]).toEqual([404, expect.stringMatching(/on the HTTP port\.\n$/)]);
});
