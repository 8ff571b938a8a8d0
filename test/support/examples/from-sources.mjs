// node --import this: `torpedo-sms/node-test` is the library as it stands in src, for the example that a user runs with the package.

import { registerHooks } from "node:module";

const library = new URL("../../../src/client/testing/node-test.ts", import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) => next(specifier === "torpedo-sms/node-test" ? library : specifier, context),
});
