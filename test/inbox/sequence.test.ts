// Arrows of the sequence chart of a message, from a history as the emulator gives it.

import { afterEach, describe, expect, it } from "vitest";
import { type Arrow, activationsOf, arrowsOf, placed } from "../../src/inbox/page/views/messages/sequence.ts";
import { startCatcher } from "../support/catcher.ts";
import { emulate, later, sendMensagem, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

function drawn({ from, to, label, tone, isLost, isPlanned, link }: Arrow): string {
  const words = "status" in label ? label.status : "text" in label ? label.text : "";
  return [
    `${from}>${to}`,
    label.kind,
    words ?? "",
    tone,
    isLost ? "lost" : "",
    isPlanned ? "planned" : "",
    link === null ? "" : `${link.view}/${link.item}`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}

describe("the sequence chart", () => {
  it("has every request, response, status, attempt and reply as an arrow, retries and plans too", async () => {
    const catcher = await startCatcher();
    later(() => catcher.stop());
    catcher.inTurn(503);
    const emulator = await emulate({ "mensagem/main": { callbacks: { dlr: `${catcher.url}/dlr` } } });
    await sendMensagem(emulator);
    const before = arrowsOf(await emulator.message(1)).map(drawn);
    expect(before.filter((item) => item.includes("planned"))).toEqual([
      "provider>phone status sent going planned",
      "phone>provider status delivered good planned",
    ]);
    await emulator.clock.advance("2h");
    await emulator.sendInbound({ from: "11999990001", text: "SIM" });
    const rows = placed(arrowsOf(await emulator.message(1)));
    const all = rows.map(({ arrow }) => drawn(arrow));
    for (const item of [
      "program>provider request going requests/1",
      "provider>program response good requests/1",
      "provider>phone status sent going",
      "phone>provider status delivered good",
      "provider>program attempt delivered going callbacks/2",
      "program>provider answer 200 good callbacks/2",
    ])
      expect(all).toContain(item);
    expect(all.filter((item) => item.includes("answer 503 bad"))).toHaveLength(1);
    expect(all.some((item) => item.startsWith("phone>provider reply SIM"))).toBe(true);
    expect(rows.every(({ y }, index) => y > (rows[index - 1]?.y ?? 0))).toBe(true);
    expect(activationsOf(rows).every(({ from, until }) => until > from)).toBe(true);
  });

  it("ends a lost answer on its way", async () => {
    const emulator = await emulate();
    await emulator.next({ operation: "send", fault: "lose-answer" });
    await fetch(`${emulator.urls.mensagem}/sms/send?u=126b114c&n=11999990001&m=Oi`).catch(() => {});
    const arrows = arrowsOf(await emulator.message(1)).map(drawn);
    expect(arrows.slice(0, 2)).toEqual([
      "program>provider request going requests/1",
      "provider>program lost bad lost requests/1",
    ]);
  });
});
