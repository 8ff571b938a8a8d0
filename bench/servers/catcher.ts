// A receiver of callbacks that answers 200, in a process of its own.

import { createServer } from "node:http";
import { serve } from "./serve.ts";

const server = createServer((request, response) => {
  request.resume();
  response.writeHead(200, { "Content-Length": 2 });
  response.end("OK");
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  serve({ http: typeof address === "object" && address !== null ? address.port : 0 }, () => {
    server.closeAllConnections();
    server.close();
  });
});
