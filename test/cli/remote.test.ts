// The commands against an emulator that runs: what a person sees, what a program reads, and what a mistake is answered with.

import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { rawBound } from "../providers/mensagem/smpp/support/smsc.ts";
import { run } from "../support/cli.ts";
import { emulate, later, sendMensagem, sendSophia, undoAll } from "../support/sandboxed.ts";
import { takenPort } from "../support/taken-port.ts";
import { launch } from "../support/torpedo-process.ts";

afterEach(async () => {
  vi.unstubAllEnvs();
  await undoAll();
});

async function started(accounts: object = {}, options: object = {}) {
  const emulator = await emulate(accounts, options);
  vi.stubEnv("TORPEDO_URL", emulator.urls.http);
  return emulator;
}
const lines = (text: string): string[] => text.trimEnd().split("\n");
const jsonLines = (text: string) => lines(text).map((line) => JSON.parse(line));

describe("lists", () => {
  it("are tables for people, and one line of JSON an item for programs", async () => {
    const emulator = await started();
    await sendMensagem(emulator);
    await sendSophia(emulator, { msg: "Tchau", destino: "11999990002" });
    const { stdout } = await run("messages", { columns: 80 });
    expect(lines(stdout)).toHaveLength(3);
    expect(stdout).toMatch(/^ +2 .*sophia +5511999990002 +queued +Tchau$/m);
    const result = jsonLines((await run("messages --json --to 11999990002")).stdout);
    expect(result).toMatchObject([{ seq: 2, provider: "sophia", text: "Tchau" }]);
    expect(jsonLines((await run("messages --json --limit 1")).stdout)).toMatchObject([{ seq: 2 }]);
    expect(jsonLines((await run("messages --json --after 0 --limit 1")).stdout)).toMatchObject([{ seq: 1 }]);
    expect(jsonLines((await run("requests --json --provider sophia")).stdout)).toMatchObject([{ code: "200" }]);
  });

  it("wait code prints the latest one-time code alone, or fails with the reason", async () => {
    const emulator = await started();
    await sendSophia(emulator, { msg: "Seu codigo: 482913" });
    await sendSophia(emulator, { msg: "Seu codigo: 771204. Pedido 8812" });
    const { stdout, code } = await run("wait code --to 11999990001");
    expect([stdout, code]).toEqual(["771204\n", 0]);
    const none = await run("wait code --after 2 --timeout 1ms");
    expect([none.stdout, none.code]).toEqual(["", 1]);
    expect(none.stderr).toContain("torpedo: ");
  });

  it("show nothing of an SMS that a terminal would obey", async () => {
    const emulator = await started();
    await sendSophia(emulator, { msg: "a\x1b[2J\x9b31m\u202eb\nc" });
    const commands = ["messages", "messages 1", "requests 1", "messages --json", "messages 1 --json", "export jsonl"];
    for (const command of commands) {
      const { stdout } = await run(command, { columns: 100 });
      expect(stdout, command).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
    }
    expect((await run("messages")).stdout).toContain("a\\x1b[2J\\x9b31m\\u{202e}b\\nc");
  });

  it("have the SMPP sessions that are bound", async () => {
    const emulator = await started();
    expect((await run("sessions --json")).stdout).toBe("");
    const client = await rawBound(emulator);
    const { stdout } = await run("sessions", { columns: 100 });
    expect(stdout).toMatch(/^remote +since \(UTC\) +account +state +window +received +sent +findings$/m);
    expect(stdout).toMatch(/^127\.0\.0\.1#\d+ .* mensagem\/main +BOUND_TRX +0 of 10 +1 +1/m);
    const [session] = jsonLines((await run("sessions --json")).stdout);
    expect(session).toMatchObject({
      remote: expect.stringMatching(/^127\.0\.0\.1#\d+$/),
      bind: "bind_transceiver",
      window: 10,
    });
    client.destroy();
  });

  it("are of the sandbox that is named", async () => {
    const emulator = await started();
    await run("sandbox create shop");
    expect((await run("send sophia --sandbox shop --to 11999990001 --text Oi")).code).toBe(0);
    expect(await (await emulator.sandbox("shop")).messages()).toHaveLength(1);
    expect(await emulator.messages()).toHaveLength(0);
    vi.stubEnv("TORPEDO_SANDBOX", "shop");
    expect(jsonLines((await run("messages --json")).stdout)).toHaveLength(1);
  });
});

describe("--follow", () => {
  it("goes on with what comes and what changes, until Ctrl-C", async () => {
    const emulator = await started();
    await sendMensagem(emulator);
    let step = 0;
    const { code, stdout } = await run("messages --follow --json", {
      onOut(text, stop) {
        const count = text.split("\n").length - 1;
        if (step === 0 && count === 1) void sendSophia(emulator, { msg: "Tchau" });
        else if (step === 1 && count === 2) void emulator.clock.advance("1h");
        else if (text.match(/"delivered"/g)?.length === 4) stop();
        else return;
        step += 1;
      },
    });
    expect(code).toBe(0);
    const reported = jsonLines(stdout);
    expect(reported.slice(0, 2)).toMatchObject([{ seq: 1 }, { seq: 2 }]);
    const last = new Map(reported.map(({ seq, status }) => [seq, status]));
    expect([...last]).toEqual([
      [1, "delivered"],
      [2, "delivered"],
    ]);
  });

  it("ends with 0 on SIGINT, as a process", async () => {
    const emulator = await started();
    const item = launch(["messages", "--follow", "--json"], { env: { TORPEDO_URL: emulator.urls.http } });
    await sendMensagem(emulator);
    expect(JSON.parse((await item.line()) ?? "null")).toMatchObject({ seq: 1 });
    expect(await item.kill("SIGINT")).toMatchObject({ code: 0, stderr: "" });
  });

  it("shows the items of an emulator in memory that was started again", async () => {
    const emulator = await started();
    for (const msg of ["1", "2", "3"]) await sendSophia(emulator, { msg });
    const { port } = new URL(emulator.urls.http);
    let wasStopped = false;
    const { code, stdout } = await run("messages --follow --json", {
      onOut(text, stop) {
        if (!wasStopped && text.includes('"seq":3')) {
          wasStopped = true;
          void emulator
            .stop()
            .then(() => emulate({}, { httpPort: Number(port) }))
            .then((next) => sendSophia(next, { msg: "Tchau" }));
        } else if (text.includes("Tchau")) stop();
      },
    });
    expect(code).toBe(0);
    expect(jsonLines(stdout).at(-1)).toMatchObject({ seq: 1, text: "Tchau" });
  });
});

it("commands that stay end with a sentence after their emulator", async () => {
  const emulator = await started();
  const staying = [["messages", "--follow", "--json"], ["requests", "--follow", "--json"], ["events"]].map((words) =>
    launch(words, { env: { TORPEDO_URL: emulator.urls.http } }),
  );
  const open = new Set<object>();
  for (const command of staying) void command.line().then(() => open.add(command));
  await vi.waitFor(
    async () => {
      await sendSophia(emulator);
      expect(open.size).toBe(staying.length);
    },
    { timeout: 30_000, interval: 100 },
  );
  await emulator.stop();
  for (const command of staying) {
    const { code, stderr } = await command.finished;
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(
        /^torpedo: \S+: no emulator answers \(ECONNREFUSED\); start an emulator there .*\n$/,
      ),
    });
  }
});

describe("send", () => {
  it.each(["mobilepronto", "mensagem", "wbsapi", "sophia", "smpp"])("%s arrives whole", async (listener) => {
    const emulator = await started();
    const text = 'Olá <você> & "eu"';
    expect(await run(["send", listener, "--to", "+55 (11) 99999-0001", "--text", text])).toMatchObject({
      code: 0,
      stderr: "",
    });
    expect(await emulator.messages()).toMatchObject([{ to: "5511999990001", text }]);
    const refused = await run(["send", listener, "--to", "11999990001", "--text", text, "--json", ...wrong(listener)]);
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.stdout)).toMatchObject({ accepted: false });
    expect(await emulator.messages()).toHaveLength(1);
  });

  function wrong(listener: string): string[] {
    if (listener === "smpp") return ["--password", "wrong"];
    const names = { mobilepronto: "Credencial", mensagem: "u", wbsapi: "Identificacao", sophia: "token" };
    const [, name] = Object.entries(names).find(([item]) => item === listener) ?? [];
    return ["--field", `${name}=wrong`];
  }
});

it("snapshots are a table, and a sandbox that was restored or forked is as `sandbox show` prints it", async () => {
  const emulator = await started();
  expect((await run(["snapshots"])).stdout).toBe("no snapshots\n");
  expect((await run(["snapshots", "--json"])).stdout).toBe("");
  const lines = async (...line: string[]) => (await run(line)).stdout.trimEnd().split("\n");
  const row = /^ready +2[\d-]+T[\d:.]+Z +2[\d-]+T[\d:.]+Z +0 +0 +0 +0 +0 +\d+$/;
  const saved = await lines("save", "ready");
  expect(saved).toEqual([
    expect.stringMatching(
      /^snapshot +saved at \(UTC\) +clock \(UTC\) +messages +inbound +requests +callbacks +due +bytes +scenario$/,
    ),
    expect.stringMatching(row),
  ]);
  expect(await lines("snapshots")).toEqual(saved);
  const same = (text: string) => text.replace(/now \S+/, "now");
  for (const [line, name] of [
    [["restore", "ready"], "default"],
    [["fork", "trial"], "trial"],
  ] as const) {
    const printed = (await run([...line])).stdout;
    expect(printed).toMatch(new RegExp(`^sandbox +${name}\n`));
    expect(printed).not.toContain("{");
    expect(same(printed)).toBe(same((await run(["sandbox", "show", name])).stdout));
  }
  await emulator.removeSnapshot("ready");
});

it("rules in front are a table in one language", async () => {
  await started();
  const table = async (line: string) => (await run(line)).stdout;
  expect(await table("next send --answer 97 --times 2")).toMatch(
    /^ *number +uses +rule *\n +1 +0\/2 +In front: when any provider is asked send, at most 2 times, answer 97\.\n$/,
  );
  expect(await table("front-rules --lang pt")).toMatch(/^ *número +usos +regra *\n +1 +0\/2 +À frente: .*\n$/);
  expect(await table("next send --answer 0 --lang pt --json")).toContain('"portuguese":');
});

describe("the exit code", () => {
  it.each([
    ["verify messages --never", 0, ""],
    ["verify messages", 1, "torpedo: expected at least 1 of messages, found 0"],
    ["wait messages --timeout 50ms", 1, "torpedo: waited 50 ms for 1 of messages"],
    ["messages 7", 1, "torpedo: message 7: is not in sandbox default"],
    ["messages --sandbox none", 1, 'torpedo: sandbox "none": does not exist'],
    ["scenario counters", 1, "torpedo: no scenario is active"],
    ["conduct --url http://127.0.0.1:9", 2, "torpedo: http://127.0.0.1:9: no emulator answers (ECONNREFUSED); start"],
    ["coverage --url http://127.0.0.1:9", 2, "torpedo: http://127.0.0.1:9: no emulator answers (ECONNREFUSED); start"],
    ["conduct --explain TC999", 2, "torpedo: --explain: names no rule"],
    ["messages --url http://127.0.0.1:9", 1, "torpedo: http://127.0.0.1:9: no emulator answers (ECONNREFUSED); start"],
    ["messages --url nowhere", 2, '--url: must be an http or https address, not "nowhere"; give'],
    ["messages --limit x", 2, '--limit: must be a whole number from 0 to 1000000, not "x"; give'],
    ["messages --status gone", 2, "--status: must be scheduled, held,"],
    ["report 1 gone", 2, "status: must be scheduled, held,"],
    ["accounts bogus", 2, "torpedo accounts bogus: is no command; choose from show, set,"],
    ["sandbox save ready", 2, "torpedo sandbox save: is no command; write torpedo save."],
    ["scenario next send", 2, "torpedo scenario next: is no command; write torpedo next."],
    ["accounts set sophia/main --credits many", 2, '--credits: must be a number of credits, not "many"; write'],
    ["accounts set sophia/main --enable --disable", 2, "--enable: cannot go together with --disable"],
    ["clock advance soon", 2, "advance: must be a span of time"],
    ["clock set fast", 2, "CLOCK: must be real, manual or a speed such as 60x"],
    ["verify messages --never --exactly 1", 2, "bounds: do not go together"],
    ["verify messages --order status=gone", 2, "status: must be scheduled, held,"],
    ["messages --repeat", 2, "unknown option '--repeat'"],
    ["send-inbound 11999990001", 2, "missing required argument 'text'"],
    [
      "next mensagem send 97",
      2,
      "got 3: mensagem, send, 97; torpedo next --help shows its arguments, flags and examples.",
    ],
    ["scenario show", 2, "'NAME'; torpedo scenario show --help shows its arguments, flags and examples."],
    ["send sophia --text Oi", 2, "--to: is missing; give it"],
    ["scenario put none.yaml", 2, "none.yaml: the scenario does not exist"],
  ])("of %s is %i", async (command, code, sentence) => {
    await started();
    const ran = await run(command);
    expect(ran.stderr).toContain(sentence);
    expect(ran.code).toBe(code);
    expect(lines(ran.stderr)).toHaveLength(1);
  });

  it("of a scenario with mistakes is 2, each with its place in the file", async () => {
    await started();
    const { code, stderr } = await run("scenario put -", { stdin: "scenario: x\nrules:\n  - rule: a\n    wen: {}\n" });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^torpedo: -:4:5: /);
  });

  it("of what asks for a token is 2 without it, and 0 with it", async () => {
    await started({}, { token: "a-long-token" });
    const { code, stderr } = await run("messages");
    expect([code, stderr]).toEqual([2, expect.stringMatching(/token is missing or wrong; .*TORPEDO_TOKEN/)]);
    expect((await run("messages --token a-long-token")).code).toBe(0);
    vi.stubEnv("TORPEDO_TOKEN", "a-long-token");
    expect((await run("messages")).code).toBe(0);
  });
});

describe("doctor", () => {
  it("says who holds a port, which callbacks cannot be reached, and that all else is well", async () => {
    const gone = await takenPort();
    await gone.free();
    await started({
      "sophia/main": { callbacks: { dlr: `http://127.0.0.1:${gone.port}/dlr` } },
    });
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    later(() => server.close());
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    for (const [name, value] of [
      ["TORPEDO_HTTP_PORT", String(port)],
      ["TORPEDO_MENSAGEM_PORT", "0"],
      ["TORPEDO_SMPP_PORT", "0"],
      ["TORPEDO_DATA", "/proc/none/torpedo.db"],
    ] as const)
      vi.stubEnv(name, value);
    const { code, stdout } = await run("doctor --json");
    expect(code).toBe(1);
    const findings = new Map(jsonLines(stdout).map(({ check, state, says }) => [check, [state, says]]));
    expect(findings.get("Node.js")).toEqual(["ok", process.versions.node]);
    expect(findings.get(`port ${port} (http)`)).toEqual(["wrong", expect.stringContaining("taken by")]);
    if (process.platform === "linux") {
      expect(findings.get(`port ${port} (http)`)?.[1]).toContain(`process ${process.pid} `);
    }
    expect(findings.get("sophia/main dlr")).toEqual(["wrong", expect.stringContaining("ECONNREFUSED")]);
    expect(findings.get("emulator")?.[0]).toBe("ok");
  });

  it("finds nothing wrong where no emulator runs yet", async () => {
    for (const listener of ["HTTP", "MENSAGEM", "SMPP"]) vi.stubEnv(`TORPEDO_${listener}_PORT`, "0");
    vi.stubEnv("TORPEDO_DATA", ":memory:");
    const { code, stdout } = await run("doctor --url http://127.0.0.1:9");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^emulator +note +http:\/\/127\.0\.0\.1:9: no emulator answers/m);
  });
});
