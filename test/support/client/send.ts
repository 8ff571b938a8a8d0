import type { Emulator, Sandbox } from "../../../src/index.ts";

/** Sends by unitario.php as the sandbox's own account. @returns the answer's body */
export async function send(
  emulator: Pick<Emulator, "urls">,
  sandbox: Pick<Sandbox, "accounts">,
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { details } = await sandbox.accounts.get("sophia/main");
  const query = new URLSearchParams({ token: String(details["token"]), destino: "11999990001", msg: "Oi", ...more });
  return (await fetch(`${emulator.urls.http}/api/unitario.php?${query}`)).text();
}
