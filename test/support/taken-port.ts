import { once } from "node:events";
import { createServer } from "node:net";

/** A port of 127.0.0.1 that somebody else listens on until it is freed. */
export async function takenPort(): Promise<{ port: number; free(): Promise<void> }> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not a TCP port");
  return {
    port: address.port,
    free: async () => {
      server.close();
      await once(server, "close");
    },
  };
}
