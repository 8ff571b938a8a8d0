import { useEffect, useState } from "preact/hooks";
import type { CoverageView } from "../../../api/schema/emulator.ts";
import { useInbox } from "../inbox.ts";
import { getCoverage } from "../remote/coverage.ts";

/** Coverage of every provider; empty while it is not read. */
export function useCoverage(): readonly CoverageView[] {
  const { remote } = useInbox();
  const [coverage, setCoverage] = useState<readonly CoverageView[]>([]);
  useEffect(() => {
    let gone = false;
    getCoverage(remote).then(
      (read) => gone || setCoverage(read),
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [remote]);
  return coverage;
}
