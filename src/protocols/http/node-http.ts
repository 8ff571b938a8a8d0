// node:http as `require` gives it. An `import` of it reads every export once, and those for WebSockets then load Node's own
// undici: a quarter of the time until the doors listen, and some 4 MB.

const http = process.getBuiltinModule("node:http");

export const { createServer, STATUS_CODES } = http;
