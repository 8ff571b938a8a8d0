// Queries, forms, multipart and JSON against PHP: recorded answers, tables of single rules, and generated requests where PHP
// is on this machine.

import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSeededRandom } from "../../../src/clock/seeded-random.ts";
import { decodeJson } from "../../../src/protocols/php/json.ts";
import { amount } from "../../support/endurance/amount.ts";
import { seedOfRun } from "../../support/endurance/chance.ts";
import { comparable, ourAnswer } from "../../support/php/answers.ts";
import { generatedForm, generatedJson, generatedMultipart } from "../../support/php/generated.ts";
import { type PhpQuestion, type PhpReference, startPhp } from "../../support/php/reference.ts";
import { have } from "../../support/programs.ts";

interface Recorded extends PhpQuestion {
  readonly answer: unknown;
}

test.each(["forms", "multipart", "json"])("recorded: %s", (kind) => {
  const file = new URL(`../../../fixtures/php/${kind}.json`, import.meta.url);
  const entries: readonly Recorded[] = JSON.parse(readFileSync(file, "utf8"));
  expect(entries.length).toBeGreaterThan(100);
  for (const { answer, ...question } of entries)
    expect(ourAnswer(question), JSON.stringify(question)).toEqual(comparable(answer));
});

/** Fields of a body in the words of the tables: names and values, `-` where PHP has none. */
function posted(contentType: string, body: string): unknown {
  const answer = ourAnswer({ method: "POST", target: "/?", contentType, body });
  return typeof answer === "object" && answer !== null && "post" in answer ? answer.post : null;
}

const multipart: readonly [what: string, contentType: string, body: string, fields: unknown][] = [
  [
    "names without quotes, as .NET writes them",
    "x",
    "--x\r\nContent-Disposition: form-data; name=token\r\n\r\nA\r\n--x--\r\n",
    [["token", "A"]],
  ],
  [
    "names in double quotes",
    "x",
    '--x\r\nContent-Disposition: form-data; name="token"\r\n\r\nA\r\n--x--\r\n',
    [["token", "A"]],
  ],
  [
    "names in single quotes",
    "x",
    "--x\r\nContent-Disposition: form-data; name='token'\r\n\r\nA\r\n--x--\r\n",
    [["token", "A"]],
  ],
  [
    "an escaped quote in a name",
    "x",
    '--x\r\nContent-Disposition: form-data; name="a\\"b"\r\n\r\nA\r\n--x--\r\n',
    [['a"b', "A"]],
  ],
  ["line feeds alone", "x", '--x\nContent-Disposition: form-data; name="a"\n\nA\n--x--\n', [["a", "A"]]],
  ["no last boundary", "x", '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nA\r\n', [["a", "A"]]],
  ["no line end behind the value", "x", '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nA', [["a", "A"]]],
  ["half a last boundary", "x", '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nA\r\n--', [["a", "A"]]],
  [
    "a part behind the last boundary",
    "x",
    '--x--\r\n--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nA\r\n--x--\r\n',
    [["a", "A"]],
  ],
  [
    "a text before the first boundary",
    "x",
    'hello\r\n--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nA\r\n--x--\r\n',
    [["a", "A"]],
  ],
  [
    "a part with a file name is no field",
    "x",
    '--x\r\nContent-Disposition: form-data; name="a"; filename="f"\r\n\r\nA\r\n--x--\r\n',
    [],
  ],
  [
    "the same with an empty file name",
    "x",
    '--x\r\nContent-Disposition: form-data; name="a"; filename=""\r\n\r\nA\r\n--x--\r\n',
    [],
  ],
  [
    "filename* is not filename",
    "x",
    "--x\r\nContent-Disposition: form-data; name=\"a\"; filename*=UTF-8''f\r\n\r\nA\r\n--x--\r\n",
    [["a", "A"]],
  ],
  ["blanks before = spoil the name", "x", '--x\r\nContent-Disposition: form-data; name ="a"\r\n\r\nA\r\n--x--\r\n', []],
  [
    "blanks behind = do not",
    "x",
    '--x\r\nContent-Disposition: form-data; name= "a"\r\n\r\nA\r\n--x--\r\n',
    [["a", "A"]],
  ],
  [
    "a blank before the colon spoils the header",
    "x",
    '--x\r\nContent-Disposition : form-data; name="a"\r\n\r\nA\r\n--x--\r\n',
    [],
  ],
  [
    "a folded header goes on",
    "x",
    '--x\r\nContent-Disposition: form-data;\r\n name="a"\r\n\r\nA\r\n--x--\r\n',
    [["a", "A"]],
  ],
  ["a quoted boundary", '"x"', '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nA\r\n--x--\r\n', [["a", "A"]]],
  [
    "a quote of the boundary that does not close",
    '"x',
    '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nA\r\n--x--\r\n',
    [],
  ],
  [
    "a parameter behind the boundary",
    "x; charset=utf-8",
    '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nA\r\n--x--\r\n',
    [["a", "A"]],
  ],
  [
    "an array name",
    "x",
    '--x\r\nContent-Disposition: form-data; name="m[0][msg]"\r\n\r\nA\r\n--x--\r\n',
    [["m", [["0", [["msg", "A"]]]]]],
  ],
  [
    "a boundary with more behind it",
    "x",
    '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nA\r\n--xy\r\n\r\n--x--\r\n',
    [["a", "A"]],
  ],
];

test.each(multipart)("multipart: %s", (_what, boundary, body, fields) => {
  expect(posted(`multipart/form-data; boundary=${boundary}`, body)).toEqual(fields);
});

const form = "application/x-www-form-urlencoded";
const forms: readonly [body: string, fields: unknown][] = [
  [
    "m[][a]=1&m[][b]=2&m[][a]=3",
    [
      [
        "m",
        [
          ["0", [["a", "1"]]],
          ["1", [["b", "2"]]],
          ["2", [["a", "3"]]],
        ],
      ],
    ],
  ],
  [
    "m[0][a]=1&m[0][b]=2",
    [
      [
        "m",
        [
          [
            "0",
            [
              ["a", "1"],
              ["b", "2"],
            ],
          ],
        ],
      ],
    ],
  ],
  [
    "m[7]=a&m[]=b",
    [
      [
        "m",
        [
          ["7", "a"],
          ["8", "b"],
        ],
      ],
    ],
  ],
  [
    "m[-5]=a&m[]=b",
    [
      [
        "m",
        [
          ["-5", "a"],
          ["-4", "b"],
        ],
      ],
    ],
  ],
  [
    "m[07]=a&m[]=b",
    [
      [
        "m",
        [
          ["07", "a"],
          ["0", "b"],
        ],
      ],
    ],
  ],
  ["m[9223372036854775807]=a&m[]=b", [["m", [["9223372036854775807", "a"]]]]],
  ["m[x]=a&m=b", [["m", "b"]]],
  ["m=b&m[x]=a", [["m", [["x", "a"]]]]],
  ["m[x=a", [["m_x", "a"]]],
  ["m[x].y=a", [["m", [["x", "a"]]]]],
  ["m[x][y=a", [["m", [["x", "a"]]]]],
  ["[x]=a", []],
  ["m]=a", [["m]", "a"]]],
  ["a.b c=1", [["a_b_c", "1"]]],
  ["%20%20a=1", [["a", "1"]]],
  ["a%00b=1", [["a", "1"]]],
  ["a=1%002", [["a", "1\u00002"]]],
  ["=1&&a", [["a", ""]]],
  ["a=1&a=2", [["a", "2"]]],
  [
    "a=%zz%4&b=%E1",
    [
      ["a", "%zz%4"],
      ["b", "\xe1"],
    ],
  ],
  ["a=b=c;d", [["a", "b=c;d"]]],
  ["..Host-a=1", []],
];

test.each(forms)("form: %s", (body, fields) => {
  expect(posted(form, body)).toEqual(fields);
});

const numbered = (count: number): string => Array.from({ length: count }, (_, index) => `v${index}=1`).join("&");
const parts = (count: number): string =>
  `${Array.from({ length: count }, (_, index) => `--x\r\nContent-Disposition: form-data; name=v${index}\r\n\r\n1\r\n`).join("")}--x--\r\n`;

const limits: readonly [what: string, question: PhpQuestion, kept: readonly [get: number, post: number]][] = [
  ["a query", { method: "GET", target: `/?${numbered(1_002)}`, contentType: null, body: "" }, [1_000, 0]],
  ["a form", { method: "POST", target: "/?", contentType: form, body: numbered(1_002) }, [0, 1_001]],
  [
    "a form of empty pairs",
    { method: "POST", target: "/?", contentType: form, body: `${"&".repeat(1_000)}${numbered(3)}` },
    [0, 1],
  ],
  [
    "a multipart body",
    { method: "POST", target: "/?", contentType: "multipart/form-data; boundary=x", body: parts(1_002) },
    [0, 1_000],
  ],
];

test.each(limits)("max_input_vars of %s", (_what, question, [get, post]) => {
  expect(ourAnswer(question)).toMatchObject({ get: { length: get }, post: { length: post } });
});

const json: readonly [text: string, read: unknown][] = [
  ['"promo \\ud83d"', "refused"],
  ['"\\ude00"', "refused"],
  ['"\\ud83d\\u0041"', "refused"],
  ['"\\ud83d\\ude00"', { json: "s😀" }],
  ['"\\\\ud83d"', { json: "s\\ud83d" }],
  ['{"\\ud83d":1}', "refused"],
  ["TRUE", "refused"],
  ["01", "refused"],
  ["[1,]", "refused"],
  ["", "refused"],
  ["\xef\xbb\xbf1", "refused"],
  ['"\xe1"', "refused"],
  ['"\xed\xa0\xbd"', "refused"],
  ['"a\tb"', "refused"],
  ["1\0", "refused"],
  ["'a'", "refused"],
  ["9223372036854775807", { json: "s9223372036854775807" }],
  ["9223372036854775808", { json: "s9.2233720368548E+18" }],
  ["-9223372036854775808", { json: "s-9223372036854775808" }],
  ["-9223372036854775809", { json: "s-9.2233720368548E+18" }],
  ["1".repeat(100), { json: "s1.1111111111111E+99" }],
  ["1".repeat(400), { json: "sINF" }],
  ["1.0", { json: "s1" }],
  ["1e15", { json: "s1.0E+15" }],
  ["0.00001", { json: "s1.0E-5" }],
  ["-0", { json: "s0" }],
  ["-0.0", { json: "s-0" }],
  [`${"[".repeat(511)}${"]".repeat(511)}`, { json: expect.anything() }],
  [`${"[".repeat(512)}${"]".repeat(512)}`, "refused"],
];

test.each(json)("json_decode: %s", (text, read) => {
  expect(ourAnswer({ method: "POST", target: "/json", contentType: null, body: text })).toEqual(read);
});

test("json_decode: a number of two million digits costs what reading them costs", () => {
  const digits = Buffer.from(`[${"7".repeat(2_000_000)}]`);
  const cpu = (work: () => unknown): number => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  const read = (): unknown => JSON.parse(digits.toString(), (_key, value: unknown) => value);
  const [option, ours] = [cpu(read) + cpu(read), cpu(() => decodeJson(digits))];
  expect(decodeJson(digits)).toEqual({ json: ["INF"] });
  // An integer without a bound of its length takes a second.
  expect(ours).toBeLessThan(5 * option + 200_000);
});

describe.skipIf(!have("php"))("PHP itself", () => {
  let php: PhpReference;
  beforeAll(async () => {
    php = await startPhp();
  });
  afterAll(() => php.stop());

  const seed = String(seedOfRun());

  test.each(Object.entries({ generatedForm, generatedMultipart, generatedJson }))(
    "agrees on %s",
    { timeout: 120_000 },
    async (kind, generated) => {
      const random = createSeededRandom(seed, "php");
      let draws = 0;
      for (let number = 0; number < amount(100, 3_000); number++) {
        const question = generated(() => random.draw(`${kind} ${draws++}`));
        expect(ourAnswer(question), JSON.stringify({ seed, question })).toEqual(
          comparable(await php.request(question)),
        );
      }
    },
  );

  test("agrees on the tables", async () => {
    const resources = [
      ...multipart.map(([, boundary, body]) => ({
        method: "POST",
        target: "/?",
        contentType: `multipart/form-data; boundary=${boundary}`,
        body,
      })),
      ...forms.map(([body]) => ({ method: "POST", target: "/?", contentType: form, body })),
      ...limits.map(([, question]) => question),
      ...json.slice(0, -2).map(([body]) => ({ method: "POST", target: "/json", contentType: null, body })),
    ];
    for (const question of resources)
      expect(ourAnswer(question), JSON.stringify(question)).toEqual(comparable(await php.request(question)));
  });
});
