// Thousands of connections that say nothing: they cost little, nobody else waits for them, and they go without a trace.
// TORPEDO_IDLE says how many; `npm run endurance -- idle` asks for 10,000.

import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { type Server, serve } from "../../support/endurance/server.ts";

const many = Number(process.env["TORPEDO_IDLE"] ?? 500);
/** Resident memory that one may cost, in bytes. */
const maxEach = 40_000;

let server: Server | null = null;
afterEach(async () => {
  await server?.kill();
  server = null;
});

/** Files that a process may have open, as far as is known. */
function mayOpen(): number {
  try {
    return Number(/^Max open files\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

const enough = mayOpen() > many + 500;
if (!enough)
  console.error(
    `LEFT OUT: ${many} idle connections need as many open files; this shell allows ${mayOpen()} (ulimit -n).`,
  );

it.skipIf(!enough)(`${many} idle connections cost little and are in nobody's way`, async () => {
  server = await serve();
  const port = Number(new URL(server.urls.http).port);
  const before = server.memory();
  const sockets: Socket[] = [];
  const item = async (n: number): Promise<void> => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.on("error", () => {});
    sockets.push(socket);
    await new Promise((resolve, reject) => socket.once("connect", resolve).once("close", reject));
    // Every other one has asked something before it fell silent.
    if (n % 2 === 0) return;
    socket.write("GET /api/mo.php?token=x HTTP/1.1\r\nHost: x\r\n\r\n");
    await new Promise((resolve) => socket.once("data", resolve));
  };
  for (let n = 0; n < many; n += 50) await Promise.all(Array.from({ length: 50 }, (_, k) => item(n + k)));
  const each = (server.memory() - before) / many;
  console.log(`${many} idle connections: ${(each / 1024).toFixed(1)} KiB each`);
  expect(each).toBeLessThan(maxEach);
  expect(sockets.filter(({ destroyed }) => destroyed).length).toBe(0);
  const begun = performance.now();
  for (let n = 0; n < 20; n++) {
    const answer = await fetch(`${server.urls.mensagem}/sms/send?u=126b114c&n=11999990001&m=Oi`);
    expect(await answer.text()).toMatch(/^1;/);
  }
  console.log(`beside them 20 sends took ${(performance.now() - begun).toFixed(0)} ms`);
  for (const socket of sockets) socket.destroy();
  expect((await server.kill()).code).toBe(0);
});
