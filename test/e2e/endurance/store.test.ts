// A data file that takes nothing more (a full disk, a file-size limit), under every door: each provider says its own
// internal error, nothing that failed is there afterwards, everything acknowledged is, and all goes on without a restart.

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Catcher, startCatcher } from "../../support/catcher.ts";
import { control, doorNames, internalError, type Senders, senders } from "../../support/endurance/senders.ts";
import { type Server, serve } from "../../support/endurance/server.ts";

// The limit is set from outside by prlimit, which Linux alone has.
describe.skipIf(process.platform !== "linux")("a data file that takes nothing more", () => {
  let catcher: Catcher;
  let server: Server;
  let doors: Senders;

  beforeEach(async () => {
    catcher = await startCatcher();
    server = await serve({
      accounts: {
        "sophia/main": { credits: 100_000, callbacks: { dlr: `${catcher.url}/dlr` } },
        "mensagem/main": { credits: { long: 100_000 } },
      },
      scenario:
        "scenario: Quick lives\nrules:\n  - rule: quick\n    when: {}\n    then: [ { life: [ { sent: 100ms }, { delivered: 300ms } ] } ]\n",
    });
    doors = await senders(server.urls);
  });
  afterEach(async () => {
    doors.close();
    await server.kill("SIGKILL");
    await catcher.stop();
  });

  const texts = async (): Promise<string[]> => {
    const at = "GET /sandboxes/default/messages?limit=1000";
    const { body } = await control<{ readonly text: string }[]>(server.urls, at);
    return body.map(({ text }) => text);
  };

  it("every door answers its internal error, keeps nothing of it, and goes on when there is room again", async () => {
    const acknowledged: string[] = [];
    for (const door of doorNames) {
      const sent = await doors.send(door, `before ${door}`);
      expect(sent).toMatchObject({ kind: "acknowledged", door });
      acknowledged.push(`before ${door}`);
    }
    server.limitFiles(1_000);
    for (const door of doorNames) {
      for (let n = 0; n < 3; n++) {
        const sent = await doors.send(door, `full ${door}`);
        expect(sent.kind).toBe("refused");
        expect("answer" in sent && sent.answer).toMatch(internalError[door]);
      }
    }
    const problem = await control<{ title: string; remedy: string }>(server.urls, "POST /sandboxes", { name: "full" });
    expect(problem).toMatchObject({ status: 500, body: { title: expect.any(String), remedy: expect.any(String) } });
    // Long enough for what was due meanwhile to have been tried; nothing can be delivered now.
    const late = { what: "messages", where: { status: "delivered" }, count: doorNames.length, timeout: "600ms" };
    await control(server.urls, "POST /sandboxes/default/wait", late);
    // What can be read still is.
    expect((await texts()).toSorted()).toEqual(acknowledged.toSorted());

    server.limitFiles(null);
    for (const door of doorNames) {
      expect(await doors.send(door, `after ${door}`)).toMatchObject({ kind: "acknowledged" });
      acknowledged.push(`after ${door}`);
    }
    expect((await texts()).toSorted()).toEqual(acknowledged.toSorted());
    const { body: found } = await control<{ name: string }[]>(server.urls, "GET /sandboxes");
    expect(found.map(({ name }) => name)).toEqual(["default"]);
    expect((await control(server.urls, "POST /sandboxes", { name: "full" })).status).toBe(201);
    // What was accepted before and what after goes its way to the end, and both are reported.
    const over = { what: "messages", where: { status: "delivered" }, count: 2 * doorNames.length, timeout: "20s" };
    const waited = await control<{ ok: boolean }>(server.urls, "POST /sandboxes/default/wait", over);
    expect(waited.body.ok).toBe(true);
    await catcher.until(2);
    expect(new Set(catcher.caught.map(({ query }) => query.get("id"))).size).toBe(2);
  });

  it("under load, many at once: an answer that acknowledges is never of a turn that was lost", async () => {
    const acknowledged: string[] = [];
    const refused: string[] = [];
    let n = 0;
    let open = true;
    const loop = async (door: (typeof doorNames)[number]): Promise<void> => {
      while (open) {
        const text = `${door} ${n++}`;
        const sent = await doors.send(door, text);
        expect(sent.kind).not.toBe("gone");
        if (sent.kind === "acknowledged") acknowledged.push(text);
        else refused.push(text);
      }
    };
    const load = [...doorNames, ...doorNames].map(loop);
    for (let round = 0; round < 4; round++) {
      const before = [acknowledged.length, refused.length] as const;
      while (acknowledged.length < before[0] + 20) await doors.send("sophia", `between ${n++}`);
      server.limitFiles(1_000);
      while (refused.length < before[1] + 40) await control(server.urls, "GET /sandboxes");
      server.limitFiles(null);
    }
    open = false;
    await Promise.all(load);
    const kept = new Set<string>();
    const all = await texts();
    for (const text of all) kept.add(text);
    expect(all.length).toBeLessThan(1_000);
    expect(acknowledged.filter((text) => !kept.has(text))).toEqual([]);
    expect(refused.filter((text) => kept.has(text))).toEqual([]);
  });

  it("is stopped within its time, with exit code 0", async () => {
    expect(await doors.send("sophia")).toMatchObject({ kind: "acknowledged" });
    server.limitFiles(1_000);
    expect(await doors.send("sophia")).toMatchObject({ kind: "refused" });
    expect((await server.kill()).code).toBe(0);
  });
});
