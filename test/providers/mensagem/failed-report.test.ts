// `failedReport`: a failed delivery in the call-back, as type 2 or as type 3 with its code of "Descritivo dos códigos de DLR".

import { afterEach, describe, expect, it } from "vitest";
import { startCatcher } from "../../support/catcher.ts";
import { emulate, later, sendMensagem, undoAll } from "../../support/sandboxed.ts";

afterEach(undoAll);

/** Type and status of the call-back that reports a forced status. */
async function reported(status: string, failedReport: "status" | "dlr"): Promise<string> {
  const catcher = await startCatcher();
  later(() => catcher.stop());
  const emulator = await emulate(
    { "mensagem/main": { callbacks: { dlr: catcher.url } } },
    { providers: { mensagem: { failedReport } } },
  );
  await emulator.scenario.put({
    scenario: "s",
    rules: [{ rule: "r", when: {}, then: [{ life: "stuck" }] }],
    timeline: [{ at: "1h", do: { report: { status } } }],
  });
  await sendMensagem(emulator);
  await emulator.clock.advance("2h");
  expect(await emulator.messages()).toMatchObject([{ status }]);
  const { searchParams } = new URL(catcher.caught.at(-1)?.target ?? "", catcher.url);
  return `${searchParams.get("type")}/${searchParams.get("status")}`;
}

describe.each([
  ["undelivered", "2/2", "3/5"],
  ["rejected", "2/2", "3/8"],
  ["expired", "2/2", "3/3"],
  ["unknown", "2/2", "3/7"],
  ["skipped", "2/2", "3/9"],
  // Not failed deliveries: the option changes nothing.
  ["sent", "2/1", "2/1"],
  ["delivered", "3/2", "3/2"],
  ["unconfirmed", "3/5", "3/5"],
  ["invalid", "2/5", "2/5"],
  ["cancelled", "2/9", "2/9"],
] as const)("%s", (status, byDefault, byDlr) => {
  it(`is type and status ${byDefault} by default`, async () => {
    expect(await reported(status, "status")).toBe(byDefault);
  });

  it(`is type and status ${byDlr} with failedReport dlr`, async () => {
    expect(await reported(status, "dlr")).toBe(byDlr);
  });
});
