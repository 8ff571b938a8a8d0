// A bare node-smpp server that stores nothing: what ours is measured against. Tells its port, then its CPU when asked.

import smpp from "smpp";

const server = smpp.createServer((session) => {
  session.on("error", () => session.destroy());
  session.on("pdu", (pdu) => session.send(pdu.response({ message_id: "0123456789abcdef0123456789abcdef" })));
});
server.listen(0, "127.0.0.1", () => process.send({ port: server.address().port }));
process.on("message", () => process.send({ cpu: process.cpuUsage() }));
process.on("disconnect", () => process.exit());
