// The SMPP door with a handler that answers at once: framing, codec and sessions alone. Speaks like its neighbour.

import { hostClock } from "../../src/clock/host-clock.ts";
import { createTurns } from "../../src/clock/turns.ts";
import { listen } from "../../src/protocols/smpp/listener.ts";
import { SessionPool } from "../../src/protocols/smpp/pool.ts";
import { defaultSmppSettings } from "../../src/protocols/smpp/settings.ts";

const listener = await listen({
  host: "127.0.0.1",
  port: 0,
  settings: defaultSmppSettings,
  pool: new SessionPool(),
  clock: hostClock,
  turns: createTurns(),
  handlers: {
    bind: () => ({ accepted: true, account: "bench", clock: hostClock }),
    request: () => ({ status: 0, body: { message_id: "0123456789abcdef0123456789abcdef" } }),
    onBug: (error) => console.error(error),
  },
});
process.on("message", () => process.send?.({ cpu: process.cpuUsage() }));
process.on("disconnect", () => process.exit());
process.send?.({ port: listener.port });
