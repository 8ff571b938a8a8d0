// An ESME by node-smpp, in a process of its own because the package's tables are process-wide. It is told what to do by
// messages `{ id, call, args }`, answers `{ id, result }` or `{ id, error }`, and tells of what arrives as `{ event }`.

import smpp from "smpp";

const sessions = new Map();
let last = 0;

/** Octets come through the channel as JSON has them. */
const revived = (value) =>
  JSON.parse(JSON.stringify(value), (_, one) => (one?.type === "Buffer" ? Buffer.from(one.data) : one));
/** Ignores PDUs that arrive after the parent has gone. */
const tell = (event) => process.send(event, () => {});
const plain = (pdu) => JSON.parse(JSON.stringify(pdu));

const calls = {
  /** Resolves with a number for the session. */
  connect: (options) =>
    new Promise((resolve, reject) => {
      const session = smpp.connect(options);
      const number = ++last;
      sessions.set(number, session);
      session.on("error", reject);
      session.on(options.tls ? "secureConnect" : "connect", () => resolve(number));
      session.on("close", () => tell({ event: "close", session: number }));
      session.on("pdu", (pdu) => {
        tell({ event: "pdu", session: number, pdu: plain(pdu) });
        if (["deliver_sm", "enquire_link", "unbind"].includes(pdu.command)) session.send(pdu.response());
      });
    }),
  /** Sends a request and resolves with its response. */
  ask: (number, command, fields) =>
    new Promise((resolve) => {
      sessions.get(number)[command](revived(fields), (response) => resolve(plain(response)));
    }),
  close: (number) => new Promise((resolve) => sessions.get(number).close(resolve)),
};

process.on("message", async ({ id, call, args }) => {
  try {
    process.send({ id, result: await calls[call](...args) });
  } catch (error) {
    process.send({ id, error: String(error) });
  }
});
process.on("disconnect", () => process.exit());
