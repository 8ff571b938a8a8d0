// Doors for the tests of this room: opened in one line, closed after each test.

import { afterEach } from "vitest";
import type { Clock } from "../../../src/core/ports.ts";
import type { HttpAnswer, HttpRequest } from "../../../src/protocols/http/call.ts";
import type { DoorSettings } from "../../../src/protocols/http/door-settings.ts";
import { type Door, openDoor } from "../../../src/protocols/http/listener.ts";
import type { Reply, Route } from "../../../src/protocols/http/reply.ts";
import type { Site } from "../../../src/protocols/http/router.ts";
import { realClock } from "../../support/host-clock.ts";

const opened: Door[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((door) => door.stop(0)));
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
export async function testDoor(
  site: TestSite = {},
  settings: Partial<DoorSettings> = {},
  clock: Clock = realClock,
  bugs: unknown[] = [],
): Promise<Door> {
  const { reply, route, ...rest } = site;
  const door = await openDoor(
    {
      routes: [
        { path: "/echo", match: "path-info", handle: echo },
        { path: "/x", handle: reply ?? echo, ...route },
      ],
      fallback: { handle: (request) => ({ answer: text(`no ${request.path}`, 404) }) },
      onBug: (error) => bugs.push(error),
      ...rest,
    },
    { port: 0, ...settings },
    clock,
  );
  opened.push(door);
  return door;
}
