// An hour of mixed load in the sandbox's time: what is sent through every door minute by minute is all delivered and
// reported, and the process grows no more after its first minutes. TORPEDO_ENDURANCE_MS sets how much is sent in it.

import { expect, it } from "vitest";
import { startCatcher } from "../../support/catcher.ts";
import { lengthOf } from "../../support/endurance/amount.ts";
import { control, listenerNames, senders } from "../../support/endurance/senders.ts";
import { serve } from "../../support/endurance/server.ts";

const lengthMs = lengthOf(1_000);
const minutes = 60;
/** Resident memory that may come after the first ten minutes, in MB. */
const maxGrown = 60;

it("an hour of mixed load is delivered, and memory stays near that of its first minutes", {
  timeout: lengthMs * 4 + 120_000,
}, async () => {
  const catcher = await startCatcher();
  const credits = { long: 10_000_000, flash: 10_000_000, short: 10_000_000 };
  const server = await serve({
    accounts: {
      "sophia/main": { credits: 10_000_000, callbacks: { dlr: `${catcher.url}/sophia` } },
      "mensagem/main": { credits, callbacks: { dlr: `${catcher.url}/mensagem` } },
      "mobilepronto/main": { credits: 10_000_000 },
    },
    flags: ["--clock", "manual"],
  });
  const listeners = await senders(server.urls);
  try {
    const samples: number[] = [];
    let sent = 0;
    for (let minute = 0; minute < minutes; minute++) {
      const until = performance.now() + lengthMs / minutes;
      do {
        const answers = await Promise.all(
          listenerNames.flatMap((listener) => [listeners.send(listener), listeners.send(listener)]),
        );
        for (const answer of answers) expect(answer).toMatchObject({ kind: "acknowledged" });
        sent += answers.length;
      } while (performance.now() < until);
      expect((await control(server.urls, "POST /sandboxes/default/clock/advance", { by: "1m" })).status).toBe(200);
      samples.push(server.memory() / 2 ** 20);
    }
    await control(server.urls, "POST /sandboxes/default/clock/advance", { by: "1h" });
    const [first, last] = [Math.max(...samples.slice(0, 10)), Math.max(...samples.slice(10))];
    console.log(
      `an hour: ${sent} messages, ${catcher.caught.length} callbacks, ${first.toFixed(0)} MB, then at most ${last.toFixed(0)} MB`,
    );
    expect(last - first).toBeLessThan(maxGrown);
    const { body } = await control<{ counts: { due: number } }>(server.urls, "GET /sandboxes/default");
    expect(body.counts.due).toBe(0);
    const final = catcher.caught.filter(({ query }) => query.get("type") === "3" || query.get("status") === "2");
    // Reports of messages from Sophia, /sms/send and wbsapi go to these addresses.
    expect(final.length).toBe((sent / listenerNames.length) * 3);
  } finally {
    listeners.close();
    await server.kill();
    await catcher.stop();
  }
});
