// The Express application behind an HTTP listener. Express finds the route and carries errors to the provider's own
// answer; none of its defaults may show, since providers answer every octet themselves.

import type { RequestListener } from "node:http";
import express from "express";
import type { Connections } from "./connections.ts";
import { createRouter, dateText, handlersOf } from "./router.ts";
import type { Serving, Site } from "./site.ts";

/** @param connections of the listener in front of the app; empty for an app that other servers are in front of */
export function createApp(site: Site, connections: Connections): RequestListener {
  const app = express();
  for (const setting of ["x-powered-by", "etag", "query parser"]) app.disable(setting);
  app.enable("strict routing");
  const serving: Serving = { site, connections, date: dateText(connections.clock) };
  for (const routes of site.routers)
    app.use("create" in routes ? routes.create(serving) : createRouter(routes, serving));
  app.use(...handlersOf(site.fallback, serving));
  return app;
}
