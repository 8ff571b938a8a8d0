// Paths of an HTTP listener.

import type { Router } from "express";
import type { Connections } from "./connections.ts";
import type { Fallback, Route } from "./reply.ts";

/** A router of its own below a path. */
export interface MountedRouter {
  readonly path: string;
  /** @param serving what the routes of an app share */
  create(serving: Serving): Router;
}

/** Shared by all routes of an app. */
export interface Serving {
  readonly site: Site;
  readonly connections: Connections;
  /** Text of the `Date` header. */
  readonly date: () => string;
}

/** Paths of a listener, and their answers. */
export interface Site {
  /** The routers are asked in this order. */
  readonly routers: readonly (readonly Route[] | MountedRouter)[];
  /** Answers paths that no router has. */
  readonly fallback: Fallback;
  /** A handler threw or rejected, or its answer could not be written. Called before the internal error is answered. */
  onBug(error: unknown): void;
  /** Largest request body in octets; a route may set its own. Default 4 MiB + 64 KiB. */
  readonly maxBodyBytes?: number;
  /** Octets of a larger body that are read and dropped before it is answered. Default 64 MiB. */
  readonly drainBytes?: number;
  /** Address that clients reach the paths by, without a slash at its end. Default: the Host header's. */
  readonly baseUrl?: string;
}
