import { describe, expect, it } from "vitest";
import { readSmppSettings } from "../../src/doors/smpp-settings.ts";
import { defaultSmppSettings } from "../../src/wire/smpp/settings.ts";

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

  it("have three that are no number", () => {
    expect(Object.keys(plain)).toEqual(["systemId", "acceptVersion33", "unexpectedTlvs"]);
    const given = { systemId: "ME", acceptVersion33: false, unexpectedTlvs: "refuse" };
    expect(readSmppSettings(given)).toMatchObject(given);
  });

  it.each([
    [{ windw: 5 }, "smpp.windw: is not known; known are systemId,"],
    [{ window: 0 }, "smpp.window: must be a whole number from 1"],
    [{ finMs: "soon" }, "smpp.finMs: must be a whole number"],
    [{ unexpectedTlvs: "shout" }, "smpp.unexpectedTlvs: must be one of ignore, refuse"],
  ])("are checked: %j", (given, sentence) => {
    expect(() => readSmppSettings(given)).toThrow(sentence);
  });
});
