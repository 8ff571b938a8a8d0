import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RawClient, roundTrip } from "../../support/raw-http.ts";
import { testListener } from "./listeners.ts";

const line = (target: string | Buffer): Buffer =>
  Buffer.concat([Buffer.from("GET "), Buffer.from(target), Buffer.from(" HTTP/1.1\r\nHost: x\r\n\r\n")]);
const latin1 = (target: string): Buffer => Buffer.from(target, "latin1");
const body = (answer: { body: Buffer }): string => answer.body.toString("latin1");
const encoded = (bytes: Buffer): string =>
  bytes.toString("latin1").replace(/[\x7f-\xff]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

describe("raw accents in the request line", () => {
  test("UTF-8 and Latin-1 bytes arrive percent-encoded, and the connection lives on", async () => {
    const listener = await testListener();
    const client = await RawClient.open(listener.port);
    expect(body(await client.send(line("/echo?t=olá")).answer())).toBe("GET /echo?t=ol%C3%A1|");
    expect(body(await client.send(line("/echo?t=plain")).answer())).toBe("GET /echo?t=plain|");
    expect(body(await client.send(line(latin1("/echo?t=ol\xe1"))).answer())).toBe("GET /echo?t=ol%E1|");
    expect(body(await client.send(line(latin1("/echo/\xe7?\xff\x80"))).answer())).toBe("GET /echo/%E7?%FF%80|");
    expect(body(await client.send(line("/echo?t=plain")).answer())).toBe("GET /echo?t=plain|");
    client.close();
  });

  test("pipelined requests are answered in order, also when an earlier answer is late", async () => {
    let release: () => void = () => {};
    const settled = new Promise<void>((resolve) => {
      release = resolve;
    });
    const listener = await testListener({
      reply: () => ({ answer: { status: 200, headers: [], body: "late" }, settled }),
    });
    const client = await RawClient.open(listener.port);
    client.send(Buffer.concat([line("/x"), line("/echo?é"), line("/echo?2"), line("/echo?ç"), line("/echo?3")]));
    await roundTrip(listener.port, line("/echo"));
    release();
    const answers: string[] = [];
    for (let i = 0; i < 5; i++) answers.push(body(await client.answer()));
    expect(answers).toEqual(["late", "GET /echo?%C3%A9|", "GET /echo?2|", "GET /echo?%C3%A7|", "GET /echo?3|"]);
    client.close();
  });

  test("a body without a line end before it is not taken for the line", async () => {
    const listener = await testListener();
    const client = await RawClient.open(listener.port);
    const post = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nGET /a=b&";
    client.send(Buffer.concat([Buffer.from(post), line("/echo?é")]));
    expect(body(await client.answer())).toBe("POST /echo?|GET /a=b&");
    expect(body(await client.answer())).toBe("GET /echo?%C3%A9|");
    client.close();
  });

  test("a POST with accents in its target keeps its body", async () => {
    const listener = await testListener();
    const head = "POST /echo?é HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n";
    expect(body(await roundTrip(listener.port, `${head}hello`))).toBe("POST /echo?%C3%A9|hello");
  });

  test("a line of megabytes with accents all over it, as a MULT of 1,000 sends", async () => {
    const listener = await testListener();
    const text = "ação;".repeat(600_000);
    expect(Buffer.byteLength(text)).toBeGreaterThan(4_000_000);
    const answer = await roundTrip(listener.port, line(`/echo?${text}`).subarray(0));
    expect(answer.status).toBe(431);
    const fits = "ação;".repeat(250_000);
    expect(body(await roundTrip(listener.port, line(`/echo?${fits}`)))).toBe(
      `GET /echo?${encoded(Buffer.from(fits))}|`,
    );
  });

  test("whatever the pieces it comes in, the line is read", async () => {
    const listener = await testListener();
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 30 }).map((bytes) => bytes.map((byte) => (byte < 0x80 ? 0x61 : byte))),
        fc.array(fc.nat(90), { maxLength: 4 }),
        async (bytes, cuts) => {
          const client = await RawClient.open(listener.port);
          const whole = Buffer.concat([line(Buffer.concat([Buffer.from("/echo?"), bytes])), line("/echo?next")]);
          let from = 0;
          for (const cut of [...cuts.sort((a, b) => a - b), whole.length]) {
            const piece = whole.subarray(from, cut);
            if (piece.length > 0) await new Promise((sent) => client.socket.write(piece, sent));
            await new Promise(setImmediate);
            from = Math.max(from, cut);
          }
          expect(body(await client.answer())).toBe(`GET /echo?${encoded(Buffer.from(bytes))}|`);
          expect(body(await client.answer())).toBe("GET /echo?next|");
          client.close();
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("a request line that cannot be read", () => {
  test.each([
    ["/echo?t=a b", "raw blank in its target, at character 10"],
    ["/echo?t=é b", "raw blank in its target"],
    ["/echo?t=a\tb", "control character"],
    ["/echo?t=é\x01", "control character"],
  ])("%j gets 400 and says why", async (target, why) => {
    const listener = await testListener();
    const client = await RawClient.open(listener.port);
    const answer = await client.send(line(target)).answer();
    expect(answer.status).toBe(400);
    expect(body(answer)).toContain(why);
    expect((await client.rest()).ending).toBe("fin");
    client.close();
  });
});
