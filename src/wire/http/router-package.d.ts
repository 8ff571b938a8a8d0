// The part of `router` (Express's router; it brings no types) that the doors use.

declare module "router" {
  import type { IncomingMessage, ServerResponse } from "node:http";

  type Handler = (incoming: IncomingMessage, res: ServerResponse) => void;

  interface Router {
    (incoming: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void): void;
    use(handler: Handler): Router;
  }

  export default function createRouter(): Router;
}
