// The Express application behind an HTTP listener. Express finds the route and carries errors to the provider's own
// answer; none of its defaults may show, since providers answer every octet themselves.

import { IncomingMessage, type ServerOptions, ServerResponse } from "node:http";
import express, { type Express } from "express";
import type { Connections } from "./connections.ts";
import { anyOf, createRouter, dateText, handlersOf } from "./router.ts";
import type { Serving, Site } from "./site.ts";

/** @param connections of the listener in front of the app; empty for an app that other servers are in front of */
export function createApp(site: Site, connections: Connections): HttpApp {
  const app = express();
  for (const setting of ["x-powered-by", "etag", "query parser"]) app.disable(setting);
  app.enable("strict routing");
  const serving: Serving = { site, connections, date: dateText(connections.clock) };
  for (const routes of site.routers) {
    if ("create" in routes) app.use(routes.create(serving));
    else app.route(anyOf(routes)).all(createRouter(routes, serving));
  }
  app.use(...handlersOf(site.fallback, serving));
  return app;
}

/** An application; a Node request listener. */
export type HttpApp = Express;

/** Classes of a server's requests and responses. */
export type MessageClasses = Pick<ServerOptions, "IncomingMessage" | "ServerResponse">;

/**
 * Returns classes whose objects have the app's prototypes from the start; call it once for an app. Express would change the
 * prototype of each object otherwise, which costs a tenth of a bare request.
 */
export function messageClasses(app: HttpApp): MessageClasses {
  class AppRequest extends IncomingMessage {}
  class AppResponse<Request extends IncomingMessage> extends ServerResponse<Request> {}
  Object.setPrototypeOf(AppRequest.prototype, app.request);
  Object.setPrototypeOf(AppResponse.prototype, app.response);
  Object.assign(app, { request: AppRequest.prototype, response: AppResponse.prototype });
  return { IncomingMessage: AppRequest, ServerResponse: AppResponse };
}
