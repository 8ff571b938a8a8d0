import { expect, expectTypeOf, it } from "vitest";
import {
  type Bilingual,
  either,
  joined,
  listed,
  ordinal,
  type ParametersOf,
  type SameParameters,
  sentencesOf,
} from "../../src/core/sentences.ts";

const say = sentencesOf({
  wait: { en: "wait {span} for the {nth} time", pt: "espera {span} pela {nth} vez" },
  nothing: { en: "nothing", pt: "nada" },
});

it("fills both languages from one code and its parameters", () => {
  expect(say("wait", { span: "{nth}", nth: ordinal(22) })).toEqual({
    code: "wait",
    params: { span: "{nth}", nth: "22nd" },
    en: "wait {nth} for the 22nd time",
    pt: "espera {nth} pela 22ª vez",
  });
  expect(listed([1, say("nothing"), "x"])).toEqual({ en: "1, nothing and x", pt: "1, nada e x" });
  expect(either([1, say("nothing")])).toEqual({ en: "1 or nothing", pt: "1 ou nada" });
  expect(joined([say("nothing"), 2], "; ")).toEqual({ en: "nothing; 2", pt: "nada; 2" });
});

it("does not compile without a translation or a parameter", () => {
  type Wrong<Pt extends string> = SameParameters<{ wait: { en: "wait {span}"; pt: Pt } }>["wait"];
  expectTypeOf<Wrong<"espera {span}">>().toEqualTypeOf<Bilingual>();
  expectTypeOf<Wrong<"espera {tempo}">>().toEqualTypeOf<{ readonly pt: "span" }>();
  expectTypeOf<Wrong<"espera {span} {tempo}">>().toEqualTypeOf<{ readonly pt: "span" }>();
  expectTypeOf<ParametersOf<"wait">>().toEqualTypeOf<[]>();
  expectTypeOf<keyof ParametersOf<"{a}: {b} of {b}">[0]>().toEqualTypeOf<"a" | "b">();
});
