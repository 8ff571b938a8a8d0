import { UsageError } from "../../core/usage-error.ts";
import { type Define, does, examples, isOn, talks } from "../flags.ts";
import { exit } from "../host.ts";
import { jsonText } from "../printable.ts";
import { withEmulator } from "../with-emulator.ts";

export const define: Define = (command, run) => {
  talks(command);
  examples(command, "torpedo certificate", "torpedo certificate --json");
  does(command, run, ({ terminal }, flags) =>
    withEmulator(flags, async ({ url, control }) => {
      const { certificate } = await control.about();
      if (certificate === undefined) {
        const remedy = "start it with --tls-self-signed on, or with --tls-cert and --tls-key";
        throw new UsageError({ where: url, problem: "no listener speaks TLS", remedy, kind: "missing" });
      }
      terminal.out(isOn(flags, "json") ? `${jsonText(certificate)}\n` : certificate.pem);
      return exit.done;
    }),
  );
};
