// Names that lead elsewhere: whatever a name of a sandbox, story, account, file or page says, nothing is read or written
// outside of where it belongs.

import { readdirSync } from "node:fs";
import { afterEach, expect, it } from "vitest";
import { run } from "../support/cli.ts";
import { callApi } from "../support/control.ts";
import { roundTrip } from "../support/raw-http.ts";
import { emulate, scratch, undoAll } from "../support/sandboxed.ts";

afterEach(undoAll);

const names = [
  "..",
  "../package.json",
  "../../package",
  "../../../../../../../../etc/passwd",
  "..\\..\\package",
  "....//....//package",
  "..;/package",
  "/etc/passwd",
  "C:\\Windows\\win.ini",
  "\\\\server\\share",
  "file:///etc/passwd",
  "happy-path\0.yaml",
  "happy-path/../happy-path",
  "./happy-path",
  "happy-path%00",
  "%2e%2e%2fpackage",
  "\u2025/package",
  "\uff0e\uff0e\uff0fpackage",
];
/** As a client may write one in a path: raw where a request line can have it, encoded, and encoded twice. */
const written = (name: string): string[] => {
  const once = encodeURIComponent(name).replaceAll(".", "%2e");
  return [...(/^[!-~]+$/.test(name) ? [name] : []), encodeURIComponent(name), once, encodeURIComponent(once)];
};
const elsewhere = /root:.*:0:0|"devDependencies"|for 16-bit app support/;

it("no path of a request leads out of the page's folder, the library or a sandbox", async () => {
  const { urls } = await emulate();
  const port = Number(new URL(urls.http).port);
  for (const name of names.flatMap(written)) {
    for (const path of [
      `/${name}`,
      `/assets/${name}`,
      `/assets/${name}.js`,
      `/torpedo/v1/shipped-scenarios/${name}`,
      `/torpedo/v1/sandboxes/${name}`,
      `/torpedo/v1/sandboxes/${name}/export`,
      `/torpedo/v1/sandboxes/default/accounts/${name}/${name}`,
      `/torpedo/v1/sandboxes/default/messages/${name}`,
      `/api/${name}`,
      `/sms/${name}`,
      `/Service.asmx/${name}`,
    ]) {
      const { status, body } = await roundTrip(port, `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
      expect(body.toString()).not.toMatch(elsewhere);
      // Dot segments may lead to another path of the same server.
      const answered = new URL(path, urls.http).pathname;
      if (answered.startsWith("/assets/") || /^\/torpedo\/v1\/.+\/./.test(answered))
        expect([path, status]).toEqual([path, expect.toBeOneOf([400, 404])]);
    }
  }
});

it("no name makes a sandbox, account or scenario of it, and none is written to the disk", async () => {
  const folder = scratch();
  const emulator = await emulate({}, { data: `${folder}/torpedo.db` });
  const api = emulator;
  for (const name of names) {
    const library = await callApi(emulator, "PUT /sandboxes/default/scenario", { shipped: name });
    expect([name, library.status]).toEqual([name, expect.toBeOneOf([400, 404])]);
    await expect(api.scenario.put({ shipped: name })).rejects.toThrow(/name/);
    const sandbox = await callApi(emulator, "POST /sandboxes", { name });
    expect([name, sandbox.status]).toEqual([name, 400]);
    const account = `/sandboxes/default/accounts/${encodeURIComponent(name)}/${encodeURIComponent(name)}`;
    expect((await callApi(emulator, `PUT ${account}`, {})).status).toBeOneOf([400, 404, 405]);
    expect(JSON.stringify([library.body, sandbox.body])).not.toMatch(elsewhere);
  }
  expect(await emulator.control.sandboxes.list()).toHaveLength(1);
  expect(readdirSync(folder).every((file) => file.startsWith("torpedo.db"))).toBe(true);
});

it("no command takes one for a shipped story", async () => {
  for (const name of names.filter(
    (name) => !name.includes("passwd") && !name.includes("package.json") && name !== "..",
  )) {
    for (const command of ["check", "explain"]) {
      const { code, stdout } = await run([command, name]);
      expect([command, name, code, stdout]).toEqual([command, name, expect.toBeOneOf([1, 2]), expect.anything()]);
      expect(stdout).not.toMatch(/Happy path/i);
    }
  }
});
