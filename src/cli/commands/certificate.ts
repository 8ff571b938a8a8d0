import { X509Certificate } from "node:crypto";
import { action, connectsTo, type Define, examples, isOn } from "../flags.ts";
import { exit } from "../host.ts";
import { jsonText } from "../printable.ts";
import { withEmulator } from "../with-emulator.ts";

export const define: Define = (command, run) => {
  connectsTo(command);
  examples(command, "torpedo certificate", "torpedo certificate --json");
  action(command, run, ({ terminal }, flags) =>
    withEmulator(flags, async ({ control }) => {
      const octets: Uint8Array[] = [];
      for await (const part of (await control.certificate()).parts) octets.push(part);
      const pem = Buffer.concat(octets).toString();
      terminal.out(isOn(flags, "json") ? `${jsonText({ pem, certificates: certificatesOf(pem) })}\n` : pem);
      return exit.done;
    }),
  );
};

function certificatesOf(pem: string): readonly object[] {
  return pem.split(/(?<=-----END CERTIFICATE-----\n)/).map((certificate) => {
    const { subject, fingerprint256 } = new X509Certificate(certificate);
    return { subject, fingerprint256 };
  });
}
