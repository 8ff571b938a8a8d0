// Doors for the tests of this room: opened in one line, closed after each test.

import { afterEach } from "vitest";
import { createTurns } from "../../../src/clock/turns.ts";
import type { Clock } from "../../../src/core/clock.ts";
import { createApp } from "../../../src/protocols/http/app.ts";
import type { HttpAnswer, HttpRequest } from "../../../src/protocols/http/call.ts";
import { Connections } from "../../../src/protocols/http/connections.ts";
import { type HttpListener, openHttpListener } from "../../../src/protocols/http/listener.ts";
import type { HttpListenerSettings } from "../../../src/protocols/http/listener-settings.ts";
import type { Reply, Route } from "../../../src/protocols/http/reply.ts";
import type { Site } from "../../../src/protocols/http/site.ts";
import { realClock } from "../../support/host-clock.ts";

export interface TestChannel extends HttpListener {
  /** Connections open now. */
  connections(): number;
}

const opened: TestChannel[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((listener) => listener.stop(0)));
});

export function text(body: string | Buffer, status = 200): HttpAnswer {
  return { status, headers: [["Content-Type", "text/plain; charset=utf-8"]], body };
}

/** Answers `METHOD path?query|body`. */
export function echo(request: HttpRequest): Reply {
  const { method, path, query, body } = request;
  return { answer: text(`${method} ${path}?${query}|${body.toString("latin1")}`) };
}

export function echoAfter(gate: Promise<void>): (request: HttpRequest) => Promise<Reply> {
  return async (request) => {
    await gate;
    return echo(request);
  };
}

export interface TestSite extends Partial<Site> {
  /** The reply of `/x`. */
  readonly reply?: (request: HttpRequest) => Reply | Promise<Reply>;
  readonly route?: Partial<Route>;
}

/** A door with `/echo` and `/x`; bugs are thrown into the list that is given. */
export async function testListener(
  site: TestSite = {},
  settings: Partial<HttpListenerSettings> = {},
  clock: Clock = realClock,
  bugs: unknown[] = [],
): Promise<TestChannel> {
  const { reply, route, ...rest } = site;
  const routes: Route[] = [
    { path: "/echo", match: "path-info", handle: echo },
    { path: "/x", handle: reply ?? echo, ...route },
  ];
  const connections = new Connections(clock, createTurns());
  const app = createApp(
    {
      routers: [routes],
      fallback: { handle: (request) => ({ answer: text(`no ${request.path}`, 404) }) },
      onBug: (error) => bugs.push(error),
      ...rest,
    },
    connections,
  );
  const listener = await openHttpListener(app, connections, { port: 0, ...settings });
  const channel = { ...listener, connections: () => connections.size };
  opened.push(channel);
  return channel;
}
