// address_range of a bind (SMPP 3.4 5.2.7, Appendix A): a regular expression over the numbers that an ESME serves. It comes
// from a client, so it runs on RE2, as the expressions of scenario files do.

import { RE2JS } from "re2js";

/** Ranges kept compiled at most. */
const maxAddresses = 1_000;

/** Empty ranges and those that are no expression allow every address. */
export function createInRange(): (range: string, address: string) => boolean {
  const compiled = new Map<string, RE2JS | null>();
  return (range, address) => {
    if (range === "") return true;
    let expression = compiled.get(range);
    if (expression === undefined) {
      expression = compile(range);
      if (compiled.size >= maxAddresses) compiled.clear();
      compiled.set(range, expression);
    }
    return expression === null || expression.matcher(address).find();
  };
}

function compile(range: string): RE2JS | null {
  try {
    return RE2JS.compile(range);
  } catch {
    return null;
  }
}
