// Loads the scripts that read bodies and PDUs, once a page has something to read.

import { useEffect, useState } from "preact/hooks";

type ReadableModule = typeof import("./readable-body.tsx") & typeof import("./pdu-words.ts");

let loaded: ReadableModule | null = null;

/** Functions of these scripts; null while they are loaded. */
export function useReadable(): ReadableModule | null {
  const [module, setModule] = useState(loaded);
  useEffect(() => {
    if (module !== null) return;
    let gone = false;
    Promise.all([import("./readable-body.tsx"), import("./pdu-words.ts")]).then(
      ([body, words]) => {
        loaded = { ...body, ...words };
        if (!gone) setModule(loaded);
      },
      () => {
        // Bodies stay as they are.
      },
    );
    return () => {
      gone = true;
    };
  }, [module]);
  return module;
}
