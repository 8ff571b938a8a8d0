// The yardstick: node:http that reads every request whole and answers it with as many bytes as ours does (34, or as told).

import { createServer } from "node:http";
import { serve } from "./serve.ts";

let body = "1;d41d8cd98f00b204e9800998ecf8427e";
process.on("message", (what) => {
  if (typeof what !== "object" || what === null || !("bytes" in what)) return;
  body = "1;".padEnd(Number(what.bytes), "0");
  process.send?.({ sized: true });
});
const server = createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    response.writeHead(200, { "Content-Type": "text/plain", "Content-Length": body.length });
    response.end(body);
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  serve({ http: typeof address === "object" && address !== null ? address.port : 0 }, () => {
    server.closeAllConnections();
    server.close();
  });
});
