// An HTTP or HTTPS listener: servers on one port, on each address asked for, in front of one Express app.

import type { Server } from "node:http";
import type { Millis } from "../../core/clock.ts";
import { bindAll, listenOn } from "../bind.ts";
import { type HttpApp, messageClasses } from "./app.ts";
import type { Connections } from "./connections.ts";
import type { HttpListenerSettings } from "./listener-settings.ts";
import { newServer } from "./server.ts";

export interface HttpListener {
  readonly scheme: "http" | "https";
  readonly port: number;
  /** Hosts that are really listened on. */
  readonly hosts: readonly string[];
  /** For example `http://127.0.0.1:8080`, on the first host. */
  readonly url: string;
  /**
   * Takes no new connections, closes idle ones, ends hangs and streams, and gives answers under way up to `graceMs`
   * host-clock milliseconds. Resolves when no connection and no handle is left. Safe to call again.
   */
  stop(graceMs: Millis): Promise<void>;
}

/**
 * @param app behind this listener alone
 * @param connections the same that `app` was made with
 * @throws ListenError when it cannot listen (port in use, not permitted, no such address, unusable certificate)
 */
export async function openHttpListener(
  app: HttpApp,
  connections: Connections,
  settings: HttpListenerSettings,
): Promise<HttpListener> {
  const maxHeadBytes = settings.maxHeadBytes ?? (4 * 1024 + 64) * 1024;
  const context = { app, classes: messageClasses(app), connections, settings, maxHeadBytes };
  const opened = await bindAll(
    settings.hosts ?? ["127.0.0.1", "::1"],
    settings.port,
    async (host, port) => {
      const server = newServer(context);
      return { server, port: await listenOn(server, host, port) };
    },
    ({ server }) => closed(server),
  );
  const scheme = settings.tls === undefined ? "http" : "https";
  const [first = "127.0.0.1"] = opened.hosts;
  let stopping: Promise<void> | null = null;

  async function stop(graceMs: Millis): Promise<void> {
    const all = opened.opened.map(({ server }) => closed(server));
    connections.stop();
    const cancel = connections.clock.after(graceMs, () => connections.destroy());
    await Promise.all(all);
    cancel();
  }
  return {
    scheme,
    port: opened.port,
    hosts: opened.hosts,
    url: `${scheme}://${first.includes(":") ? `[${first}]` : first}:${opened.port}`,
    stop: (graceMs) => {
      stopping ??= stop(graceMs);
      return stopping;
    },
  };
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
