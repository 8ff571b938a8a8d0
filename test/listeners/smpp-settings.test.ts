import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readConfig, type Sources } from "../../src/config/read.ts";
import type { JsonObject } from "../../src/core/json.ts";
import { listenerOptions, readSmppSettings, smppSettingsValidator } from "../../src/listeners/smpp-settings.ts";
import { defaultSmppSettings } from "../../src/protocols/smpp/settings.ts";

const { boundTimers, hostTimers, limits, ...plain } = defaultSmppSettings;

describe("the settings of the SMPP doors", () => {
  it("are the defaults when nothing is given", () => {
    const read = readSmppSettings({});
    expect(read).toMatchObject(defaultSmppSettings);
  });

  it.each(Object.entries({ ...boundTimers, ...hostTimers, ...limits }))("can be given by name: %s", (name, value) => {
    const { boundTimers, hostTimers, limits } = readSmppSettings({ [name]: value + 1 });
    expect({ ...boundTimers, ...hostTimers, ...limits }).toMatchObject({ [name]: value + 1 });
  });

  it("have seven that are no timer and no limit", () => {
    const given = {
      systemId: "ME",
      acceptVersion33: false,
      unexpectedTlvs: "refuse",
      onMissingEnquireLink: "unbind",
      onMalformedResponse: "nack",
      tooManySessions: "ESME_RALYBND",
      firstSequence: 0x7fffffff,
    };
    expect(Object.keys(plain)).toEqual(Object.keys(given));
    expect(readSmppSettings(given)).toMatchObject(given);
  });

  it.each([
    [{ windw: 5 }, "smpp.windw: is not known; write window."],
    [{ window: 0 }, "smpp.window: must be a whole number from 1"],
    [{ finMs: "soon" }, "smpp.finMs: must be a whole number"],
    [{ firstSequence: 0x80000000 }, "smpp.firstSequence: must be a whole number from 1 to 2147483647"],
    [{ smpps: 5 }, "smpp.smpps: must be an object"],
    [{ smpps: { window: 0 } }, "smpp.smpps.window: must be a whole number from 1"],
    [{ clientCertificate: "maybe" }, "smpp.clientCertificate: must be ask or require"],
    [{ tooManySessions: "ESME_ROK" }, "smpp.tooManySessions: must be"],
    [{ onMissingEnquireLink: "shout" }, "smpp.onMissingEnquireLink: must be wait, close or unbind"],
    [{ unexpectedTlvs: "shout" }, "smpp.unexpectedTlvs: must be ignore or refuse"],
  ])("are checked: %j", (given, sentence) => {
    expect(() => readSmppSettings(given)).toThrow(sentence);
  });

  it("are those of the TLS door unless it has its own", () => {
    const read = readSmppSettings({ window: 20, finMs: 7, smpps: { window: 5 } });
    expect([read.limits.window, read.smpps.limits.window]).toEqual([20, 5]);
    expect(read.smpps.hostTimers.finMs).toBe(7);
  });

  const two = ["127.0.0.1", "::1"];
  it.each<[string, Omit<Sources, "environment"> & { readonly variable?: string }, readonly string[]]>([
    ["a flag", { flags: { smpp: ["proxyFrom=127.0.0.1,::1"] } }, two],
    ["a flag with blanks", { flags: { smpp: ["proxyFrom=127.0.0.1, ::1"] } }, two],
    ["a flag with others", { flags: { smpp: ["window=5,proxyFrom=127.0.0.1,::1,finMs=7"] } }, two],
    ["a flag of JSON", { flags: { smpp: ['proxyFrom=["127.0.0.1","::1"]'] } }, two],
    ["one value", { flags: { smpp: ["proxyFrom=127.0.0.1"] } }, ["127.0.0.1"]],
    ["a variable", { variable: "proxyFrom=127.0.0.1,::1" }, two],
    ["code", { code: { smpp: { proxyFrom: two } } }, two],
    ["code of text", { code: { smpp: { proxyFrom: "127.0.0.1,::1" } } }, two],
    ["the TLS listener's flag", { flags: { smpp: ["smpps.proxyFrom=127.0.0.1,::1"] } }, []],
  ])("take a list from %s", async (_way, { variable, ...sources }, wanted) => {
    const environment = variable === undefined ? {} : { TORPEDO_SMPP: variable };
    const config = await readConfig({ environment, ...sources });
    const { proxyFrom = [], smpps } = readSmppSettings(config.smpp);
    expect(proxyFrom).toEqual(wanted);
    expect(smpps.proxyFrom).toEqual(wanted.length === 0 ? two : wanted);
  });

  it("stand on the page, each with its default", () => {
    const page = readFileSync(join(import.meta.dirname, "../../src/providers/mensagem/smpp/README.md"), "utf8");
    const more = { addressRange: false, proxyFrom: "none", clientCertificate: "none", clientCa: "none" };
    const rows = Object.entries({ ...plain, ...boundTimers, ...hostTimers, ...limits, ...more });
    expect(rows.filter(([name, value]) => !page.includes(`| \`${name}\` | \`${value}\` | `))).toEqual([]);
    // Whatever is not on the page is not known either.
    const { kind } = smppSettingsValidator;
    const names = kind.is === "record" ? Object.keys(kind.fields) : [];
    expect(names.toSorted()).toEqual(rows.map(([name]) => name).toSorted());
  });

  it("need the signers' certificates where one must be shown", () => {
    const tls = { cert: "", key: "" };
    const open = (given: JsonObject, file = "") => listenerOptions(readSmppSettings(given).smpps, tls, () => file);
    expect(() => open({ clientCertificate: "require" })).toThrow("smpp.clientCa: is missing");
    expect(() => open({ clientCa: "ca.pem" }, "no PEM")).toThrow("smpp.clientCa: ca.pem has no certificate");
    expect(open({ clientCertificate: "ask" }).tls).toEqual({ ...tls, clientCertificate: "ask" });
  });
});
