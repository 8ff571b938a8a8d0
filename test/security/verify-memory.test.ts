// Counting takes no memory a message: verify of many messages at once, from several clients.

import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { startEmulator } from "../../src/client/start-emulator.ts";
import { control } from "../support/endurance/senders.ts";
import { type Server, serve } from "../support/endurance/server.ts";
import { addMany } from "../support/inbox/many.ts";
import { scratch, undoAll } from "../support/sandboxed.ts";

let server: Server | null = null;
afterEach(async () => {
  await server?.kill("SIGKILL");
  await undoAll();
});

const messages = 15_000;
/** Megabytes; the rows of eight answers would take some hundreds. */
const maxGrowth = 100;

it.runIf(process.platform === "linux")(
  "verify counts in the store, and names ten examples",
  { timeout: 120_000 },
  async () => {
    const data = join(scratch(), "many.db");
    await (await startEmulator({ data, httpPort: 0, mensagemPort: 0, smppPort: 0, logLevel: "error" })).stop();
    await addMany(data, messages);
    server = await serve({ data });
    const { urls } = server;
    const verify = (more: object) =>
      control<{ ok: boolean; count: number; failure: string | null }>(urls, "POST /sandboxes/default/verify", {
        what: "messages",
        ...more,
      });
    await verify({ atLeast: 1 });
    const before = server.memory() / 2 ** 20;
    const counted = await Promise.all(
      Array.from({ length: 8 }, () => verify({ where: { text: { contains: "e" } }, never: true })),
    );
    const grown = server.memory() / 2 ** 20 - before;
    expect((await verify({ exactly: messages })).body).toMatchObject({ ok: true, count: messages });
    for (const { body } of counted) {
      expect(body).toMatchObject({ ok: false, count: expect.any(Number) });
      expect(body.failure?.split(";").at(-1)?.match(/\d+/g)).toHaveLength(10);
    }
    expect(grown).toBeLessThan(maxGrowth);
  },
);
