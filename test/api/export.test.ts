// A journal as a file: the same twice for the same seed, and readable by the tools it is for.

import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { ExportFormat } from "../../src/api/export/export.ts";
import type { Emulator } from "../../src/client/sandbox.ts";
import { startCatcher } from "../support/catcher.ts";
import { exported } from "../support/control.ts";
import { connect } from "../support/esme.ts";
import { have } from "../support/programs.ts";
import { emulate, later, scratch, sendMensagem, sendSophia, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

async function finished(): Promise<Emulator> {
  const catcher = await startCatcher();
  later(() => catcher.stop());
  const addresses = { dlr: `${catcher.url}/dlr`, mo: `${catcher.url}/mo` };
  const emulator = await emulate({
    "sophia/main": { callbacks: addresses },
    "mensagem/main": { callbacks: addresses },
  });
  await sendSophia(emulator, { msg: "Olá" });
  await sendMensagem(emulator, { n: "11900010203" });
  const esme = await connect(emulator.urls.smpp);
  await esme.request("bind_transmitter", { system_id: "126b114c", password: "smpp9500" });
  await esme.request("submit_sm", { destination_addr: "11999990001", short_message: "Oi, SMPP" });
  await esme.request("unbind", {});
  esme.close();
  await emulator.waitForRequest({ operation: "unbind" });
  await emulator.clock.advance("1h");
  return emulator;
}

async function file(emulator: Emulator, format: ExportFormat): Promise<Buffer> {
  return exported(emulator, format);
}

describe("export", () => {
  it("JSON Lines of two runs with one seed are equal, byte for byte", async () => {
    const [item, two] = [await file(await finished(), "jsonl"), await file(await finished(), "jsonl")];
    expect(item.toString()).toBe(two.toString());
    const lines = item
      .toString()
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).line);
    expect(new Set(lines)).toEqual(new Set(["request", "message", "inbound", "callback"]));
    expect(item.toString()).not.toContain("DEMO-SOPHIA-TOKEN");
  });

  it("HAR has what HAR 1.2 asks for, of every HTTP call", async () => {
    const emulator = await finished();
    const { log } = JSON.parse((await file(emulator, "har")).toString());
    expect(log).toMatchObject({ version: "1.2", creator: { name: "torpedo-sms" } });
    expect(log.entries).toHaveLength(2);
    expect(log.entries[0]).toMatchObject({
      startedDateTime: "2026-03-02T12:00:00.000Z",
      request: {
        method: "GET",
        url: expect.stringContaining("/api/unitario.php?token=***"),
        httpVersion: "HTTP/1.1",
        queryString: expect.arrayContaining([{ name: "msg", value: "Olá" }]),
      },
      response: { status: 200, content: { text: expect.stringContaining('"envio"') } },
      timings: { send: 0, wait: expect.any(Number), receive: 0 },
    });
  });

  it.skipIf(!have("tshark"))("pcapng is what Wireshark takes for SMPP, checksums and all", async () => {
    const capture = join(scratch(), "smpp.pcapng");
    writeFileSync(capture, await file(await finished(), "pcapng"));
    const options = ["-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE"];
    const fields = [
      "-T",
      "fields",
      "-e",
      "smpp.command_id",
      "-e",
      "tcp.checksum.status",
      "-e",
      "ip.checksum.status",
      "-e",
      "_ws.malformed",
    ];
    const run = spawnSync("tshark", ["-r", capture, "-d", "tcp.port==2775,smpp", ...options, ...fields], {
      encoding: "utf8",
    });
    expect(
      run.stdout
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => line.split("\t")),
    ).toEqual(
      ["0x00000002", "0x80000002", "0x00000004", "0x80000004", "0x00000006", "0x80000006"].map((id) => [
        id,
        "1",
        "1",
        "",
      ]),
    );
  });
});
