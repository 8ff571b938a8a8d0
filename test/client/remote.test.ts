// Failures that only a remote emulator can meet: nobody there, somebody else there, tokens, TLS, cut connections.

import { readFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { afterEach, expect, it } from "vitest";
import { connectEmulator, startEmulator, UsageError } from "../../src/index.ts";
import { certificate } from "../support/certificate.ts";
import { listen } from "../support/control.ts";
import { later, scratch, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

const signal = () => Promise.withResolvers<void>();

async function serve(answer: RequestListener): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  later(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`, server };
}

it("says in one sentence that nobody answers", async () => {
  const refused = connectEmulator({ url: "http://127.0.0.1:9" });
  await expect(refused).rejects.toBeInstanceOf(UsageError);
  await expect(refused).rejects.toThrow(
    "http://127.0.0.1:9: no emulator answers (ECONNREFUSED); start an emulator there (torpedo start), or give another url.",
  );
  for (const url of ["", "127.0.0.1:8080", "ftp://here"])
    await expect(connectEmulator({ url })).rejects.toThrow("url: must be an http or https address");
});

it("events end when their connection is stopped, also while no emulator answers", async () => {
  for (const isGone of [false, true]) {
    const emulator = await startEmulator();
    const remote = await connectEmulator({ url: emulator.urls.http });
    const events = (await remote.control.events())[Symbol.asyncIterator]();
    await emulator.sandbox("another");
    expect(await events.next()).toMatchObject({ value: { kind: "sandbox" } });
    const next = events.next();
    if (isGone) await emulator.stop();
    await remote.stop();
    expect(await next).toEqual({ done: true, value: undefined });
    await emulator.stop();
  }
});

it("says that somebody else answers", async () => {
  const page = await serve((_, response) => response.writeHead(404).end("<html>"));
  await expect(connectEmulator({ url: page.url })).rejects.toThrow("answered 404 and is no control API of an emulator");
  const other = await serve((_, response) => response.end('{"version":3}'));
  await expect(connectEmulator({ url: other.url })).rejects.toThrow(
    /answers GET \/about otherwise than expected \(version: .*run the same version/,
  );
  const cut = await serve((request) => request.socket.destroy());
  await expect(connectEmulator({ url: cut.url })).rejects.toThrow("no emulator answers (ECONNRESET)");
  const broken = await serve((_, response) => response.writeHead(500).end("it broke"));
  const error = await connectEmulator({ url: broken.url }).catch((thrown: unknown) => thrown);
  expect(error).not.toBeInstanceOf(UsageError);
  expect(String(error)).toContain("answered 500: it broke");
});

it("takes the token, also from the link to the inbox, and shows doors by the name it came with", async () => {
  await using emulator = await startEmulator({ host: ["0.0.0.0"], token: "s3cret-token" });
  const url = emulator.urls.http.replace("0.0.0.0", "127.0.0.1");
  await expect(connectEmulator({ url })).rejects.toThrow("header Authorization: the token is missing or wrong; send");
  await using far = await connectEmulator({ url, token: "s3cret-token" });
  await using linked = await connectEmulator({ url: `${url}/#token=s3cret-token` });
  expect([far.token, linked.token]).toEqual(["s3cret-token", "s3cret-token"]);
  const named = (text: string): string => text.replace("0.0.0.0", "127.0.0.1");
  const { mensagem, smpp } = emulator.urls;
  expect(far.urls).toEqual({ http: url, mensagem: named(mensagem), smpp: named(smpp) });
  expect(await linked.messages()).toEqual([]);
});

it("speaks TLS to a door whose authority it was given", async () => {
  const files = certificate(scratch(), "door");
  await using emulator = await startEmulator(files);
  const url = String(emulator.urls.https).replace("127.0.0.1", "localhost");
  await expect(connectEmulator({ url })).rejects.toThrow(/no emulator answers \(.*(?:CERT|SELF_SIGNED)/);
  await using far = await connectEmulator({ url, ca: readFileSync(files.tlsCert, "utf8") });
  expect(far.urls).toMatchObject({ http: emulator.urls.http, https: url });
  expect(await far.requests()).toEqual([]);
});

it("asks anew when a kept connection was let go of meanwhile", async () => {
  await using emulator = await startEmulator();
  const about = JSON.stringify(await emulator.control.about());
  let answered = 0;
  // Each connection answers once, says that it may be kept, and is reset when it is used again.
  const used = new WeakSet<object>();
  const { url } = await serve((request, response) => {
    if (used.has(request.socket)) return request.socket.resetAndDestroy();
    used.add(request.socket);
    answered += 1;
    return response.setHeader("Connection", "keep-alive").end(about);
  });
  await using far = await connectEmulator({ url });
  for (let n = 0; n < 5; n++) expect((await far.control.about()).version).toBe(JSON.parse(about).version);
  expect(answered).toBe(6);
});

it("goes on listening when the emulator comes back, and says that there is a gap", async () => {
  const first = await startEmulator();
  const httpPort = Number(new URL(first.urls.http).port);
  await using far = await connectEmulator({ url: first.urls.http });
  const heard: string[] = [];
  const [begun, again, clientEvent] = [signal(), signal(), signal()];
  await listen(far, {}, ({ kind }) => {
    heard.push(kind);
    if (kind === "clock") begun.resolve();
    if (kind === "gap") again.resolve();
    if (kind === "sandbox") clientEvent.resolve();
  });
  await far.existing("default").clock.set("manual");
  await begun.promise;
  await first.stop();
  await expect(far.messages()).rejects.toThrow("no emulator answers (ECONNREFUSED)");
  await using second = await startEmulator({ httpPort });
  await again.promise;
  await second.sandbox("shop");
  await clientEvent.promise;
  expect(heard).toEqual(["clock", "gap", "sandbox"]);
});

it("ends all that is under way when it is let go of, and the emulator runs on", async () => {
  await using emulator = await startEmulator();
  const far = await connectEmulator({ url: emulator.urls.http });
  await listen(far, {}, () => {});
  const forever = far.waitForMessage({ text: "never" }, "10m");
  const ended = expect(forever).rejects.toThrow("is disconnected; connect again");
  await far.control.about();
  await far.stop();
  await ended;
  await expect(far.messages()).rejects.toThrow("is disconnected; connect again");
  expect(await (await fetch(`${emulator.urls.http}/torpedo/v1/health/live`)).json()).toEqual({ status: "live" });
});
