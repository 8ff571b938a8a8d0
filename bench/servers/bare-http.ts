// The yardstick: node:http that answers every request with the same 34 bytes and does nothing else.

import { createServer } from "node:http";
import { serve } from "./serve.ts";

const body = "1;d41d8cd98f00b204e9800998ecf8427e";
const server = createServer((request, response) => {
  request.resume();
  response.writeHead(200, { "Content-Type": "text/plain", "Content-Length": body.length });
  response.end(body);
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  serve({ http: typeof address === "object" && address !== null ? address.port : 0 }, () => {
    server.closeAllConnections();
    server.close();
  });
});
