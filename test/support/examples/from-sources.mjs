// node --import this: `torpedo-sms` is the library as it stands in src, for the examples that a user runs with the package.

import { registerHooks } from "node:module";

const library = new URL("../../../src/index.ts", import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) => next(specifier === "torpedo-sms" ? library : specifier, context),
});
