// A transformer of Jest for the sources of Torpedo: removes their types, as Node itself does.

const { stripTypeScriptTypes } = require("node:module");

module.exports = { process: (text) => ({ code: stripTypeScriptTypes(text) }) };
