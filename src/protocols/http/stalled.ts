// A client that does not read what it is sent holds a connection and the answer with it. It may be slow; one that takes
// nothing at all for a while is cut off.

import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Clock, Millis } from "../../core/ports.ts";

/** Host-clock milliseconds in which something must be taken. */
const patienceMs: Millis = 60_000;

const watched = new WeakSet<Socket>();

/** To be called when something has been written: costs nothing when the client has taken it already. */
export function cutWhenStalled(res: ServerResponse, clock: Clock): void {
  const { socket } = res.req;
  if (res.socket !== null) watch(socket, clock);
  // Pipelined behind others, it is written when its turn comes.
  else res.once("socket", () => setImmediate(() => watch(socket, clock)));
}

function watch(socket: Socket, clock: Clock): void {
  if (socket.destroyed || socket.writableLength === 0 || watched.has(socket)) return;
  watched.add(socket);
  let taken = takenOf(socket);
  const look = (): void => {
    const now = takenOf(socket);
    if (socket.writableLength === 0) end();
    else if (now === taken) socket.destroy();
    else {
      taken = now;
      cancel = clock.after(patienceMs, look);
    }
  };
  let cancel = clock.after(patienceMs, look);
  const end = (): void => {
    cancel();
    socket.removeListener("drain", drained);
    socket.removeListener("close", end);
    watched.delete(socket);
  };
  const drained = (): void => {
    end();
    // The next part may have been written meanwhile.
    setImmediate(() => watch(socket, clock));
  };
  socket.on("drain", drained);
  socket.on("close", end);
}

function takenOf(socket: Socket): number {
  return socket.bytesWritten - socket.writableLength;
}
