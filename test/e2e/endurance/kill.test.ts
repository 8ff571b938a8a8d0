// kill -9 under load, again and again on one data file: what was acknowledged is there, what was due is delivered.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { providers } from "../../../src/providers/index.ts";
import { startCatcher } from "../../support/catcher.ts";
import { lengthOf } from "../../support/endurance/amount.ts";
import type { Act } from "../../support/endurance/kill/acts.ts";
import { httpActs } from "../../support/endurance/kill/acts-http.ts";
import { smppActs } from "../../support/endurance/kill/acts-smpp.ts";
import { audit, type Heard, heardSince, settle } from "../../support/endurance/kill/audit.ts";
import { Books } from "../../support/endurance/kill/books.ts";
import { begin, type Life, prepare } from "../../support/endurance/kill/life.ts";

/** `npm run endurance` asks for one a second of its minutes. */
const rounds = Math.max(4, Math.round(lengthOf(0) / 1_000));
/** Things done in one life: so many at least, and up to so many more. */
const [least, more] = [10, 50];
const folder = mkdtempSync(join(tmpdir(), "torpedo-kill-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const acts: readonly Act[] = [...httpActs, ...smppActs];
/** Clients at once. */
const clients = 10;

/** Every client acts, one thing after the other, until so many are done; then the server is killed in the midst of them. */
async function killUnderLoad(life: Life, books: Books, next: () => Act, enough: number): Promise<void> {
  let done = 0;
  let killed: Promise<void> | null = null;
  const client = async (): Promise<void> => {
    while (killed === null) {
      if (!(await next().run(life, books))) return;
      done++;
      if (done >= enough) killed ??= life.kill();
    }
  };
  try {
    await Promise.all(Array.from({ length: clients }, client));
  } finally {
    await (killed ?? life.kill());
  }
}

describe("kill -9 under load", () => {
  it("with a load that has every operation that sends or cancels", () => {
    const covered = new Set(acts.flatMap(({ operations }) => operations));
    const wanted = providers.flatMap(({ id, vocabulary }) =>
      vocabulary.operations
        .filter(({ sends, outward, requestFields, name }) => {
          const changes = sends || /^(?:cacl|cancel|cancel_sm|replace_sm)$/.test(name);
          // Operations that only the gateway sends have no fields, and outgoing ones are no requests.
          return changes && outward === undefined && requestFields.length > 0;
        })
        .map(({ name }) => `${id}/${name}`),
    );
    expect(wanted.filter((operation) => !covered.has(operation))).toEqual([]);
  });

  it(`${rounds} times: nothing acknowledged is missing, everything due is delivered`, {
    timeout: rounds * 6_000 + 60_000,
  }, async () => {
    const catcher = await startCatcher();
    const args = prepare(folder, catcher);
    const books = new Books();
    const lifetimes: Heard[] = [];
    let turn = 0;
    const next = (): Act => acts[turn++ % acts.length] ?? expect.unreachable("there are acts");
    let caught = 0;
    const over = async ({ receivers }: Life): Promise<void> => {
      const callbacks = await heardSince(catcher, caught);
      caught += callbacks.length;
      lifetimes.push({ callbacks, delivered: [...receivers.receiver.received, ...receivers.transceiver.received] });
    };
    for (let round = 0; round < rounds; round++) {
      const life = await begin(args);
      await killUnderLoad(life, books, next, least + ((round * 37) % more));
      await over(life);
    }
    const last = await begin(args);
    let wrong: readonly string[] = [];
    try {
      await settle(last.urls);
      const delivered = Object.values(last.receivers).flatMap((esme) => esme.received);
      wrong = await audit(last.urls, books, [...lifetimes, { callbacks: catcher.caught.slice(caught), delivered }]);
    } finally {
      expect(await last.stop()).toBe(0);
      await catcher.stop();
    }
    const acknowledged = [...books.sendings, ...books.phoned].filter((item) => item.acknowledged).length;
    console.log(
      `${rounds} kills: ${acknowledged} of ${books.sendings.length + books.phoned.length} acknowledged, ${caught} callbacks`,
    );
    expect(wrong.slice(0, 20)).toEqual([]);
    expect(acknowledged).toBeGreaterThan(rounds * least);
    const earlier = new Set(books.sendings.filter((sending) => sending.acknowledged).map(({ act }) => act));
    expect([...new Set(books.sendings.map(({ act }) => act))].filter((act) => !earlier.has(act))).toEqual([]);
  });
});
