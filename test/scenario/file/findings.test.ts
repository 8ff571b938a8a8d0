import { describe, expect, test } from "vitest";
import { findingsOf } from "../../support/scenario/run-scenario.ts";

/** A rule with its `when` on line 4 and its `then` on line 5. */
function rule(when: string, then: string): string {
  return `scenario: t\nrules:\n  - rule: r\n    when: ${when}\n    then: ${then}\n`;
}

/** A rule that stops requests, with its `then` on line 5. */
function early(then: string, when = "{}"): string {
  return `scenario: t\nrules:\n  - before: true\n    when: ${when}\n    then: ${then}\n`;
}

describe("what is wrong is told with its place and its remedy", () => {
  test.each<[about: string, text: string, expected: string[]]>([
    ["no title", "rules: []", ["1:1: scenario is missing. Write a text here."]],
    ["an empty file", "", ["1:1: the file is empty. Write a scenario with its title here."]],
    ["a list", "- a", ["1:1: the file is a list. Write a scenario with its title here."]],
    ["an unknown key", "scenario: t\nrule: []", ["2:1: unknown key rule. Write rules? It can be"]],
    ["a repeated key", "scenario: t\nseed: 1\nseed: 2", ["3:1: Map keys must be unique. Write valid YAML"]],
    ["broken YAML", "scenario: t\nrules: [", ["2:9: "]],
    [
      "a manual clock with a speed",
      "scenario: t\nclock: { speed: 60, manual: true }\nrules: []",
      ["2:10: the clock is manual and has a speed. Keep one of them"],
    ],
    ["a wrong clock", "scenario: t\nclock: manul", ["2:8: clock is manul. Write real, manual or { start"]],
    [
      "an unknown provider",
      rule("{ provider: pomba }", "[ delay: 1s ]"),
      ["4:23: there is no provider pomba. Write pombo? It can be pombo, coruja."],
    ],
    [
      "an unknown operation",
      rule("{ provider: pombo, operation: SendSMS }", "[ delay: 1s ]"),
      ["4:41: SendSMS is no operation of pombo. Write Send_SMS?"],
    ],
    [
      "another provider's operation",
      rule("{ provider: coruja, operation: Send_SMS }", "[ delay: 1s ]"),
      ["4:42: Send_SMS is no operation of coruja. It can be hoot, unknown."],
    ],
    ["an unknown when key", rule("{ nubmer: 1 }", "[ delay: 1s ]"), ["4:13: unknown key nubmer. "]],
    [
      "a code that the table lacks",
      rule("{ operation: Send_SMS }", '[ answer: "090" ]'),
      ['5:21: Send_SMS of pombo has no code 090. Write "009" (Sem credito)'],
    ],
    [
      "a code without its zeros",
      rule("{ operation: Send_SMS }", '[ answer: "9" ]'),
      ['5:21: Send_SMS of pombo has no code 9. Write "009" (Sem credito)'],
    ],
    [
      "a code without quotes",
      rule("{ operation: Send_SMS }", "[ answer: 009 ]"),
      ['5:21: 009 stands without quotes, so that YAML reads the number 9. Quote it: "009".'],
    ],
    [
      "a code of no operation",
      rule("{ provider: pombo }", '[ answer: "77" ]'),
      ["5:21: no operation that the rule concerns has a code 77."],
    ],
    [
      "a code that one of two lacks",
      rule("{ operation: [Send_SMS, submit_sm] }", '[ answer: "009" ]'),
      ["5:21: submit_sm of pombo has no code 009."],
    ],
    [
      "a reason without a code",
      rule("{ operation: Send_SMS }", "[ answer: antifraud ]"),
      ["5:21: Send_SMS of pombo has no code for antifraud."],
    ],
    [
      "a misspelt reason",
      rule("{ operation: Send_SMS }", "[ answer: no-credits ]"),
      ['5:21: Send_SMS of pombo has no code no-credits. Write "no-credit"'],
    ],
    [
      "an unknown answer field",
      rule("{ operation: send_json }", "[ answer: { status: 0, detial: x } ]"),
      ["5:34: the answer has no field detial. Write detail?"],
    ],
    [
      "an answer without its code",
      rule("{ operation: send_json }", "[ answer: { detail: x } ]"),
      ["5:21: the answer has no code. Give it with code or status."],
    ],
    ["an unknown step", rule("{}", '[ answr: "009" ]'), ["5:13: unknown key answr. Write answer."]],
    ["an unknown word", rule("{}", "[ acept ]"), ["5:13: item 1 is acept. Write accept."]],
    ["an unknown fault", rule("{}", "[ fault: hangs ]"), ["5:20: fault is hangs. Write hang."]],
    ["an unknown life", rule("{}", "[ life: delivred ]"), ["5:19: life is delivred. Write delivered?"]],
    [
      "an unknown status",
      rule("{}", "[ life: [ { delivred: 1s } ] ]"),
      ["5:23: delivred is no status. Write delivered."],
    ],
    [
      "a voice end that is none",
      rule("{}", '[ life: [ { "machine:x": 1s } ] ]'),
      ["5:23: machine:x is no status. Write a voice call's end that fits (?:ok|machine):\\d+."],
    ],
    ["a duration without unit", rule("{}", "[ delay: 300 ]"), ["5:20: delay is 300. Write a duration, {"]],
    [
      "a duration with a wrong unit",
      rule("{}", "[ reply: { text: a, after: 5sec } ]"),
      ["5:38: after is 5sec. Write a duration with its unit"],
    ],
    ["a delay over an hour", rule("{}", "[ delay: 2h ]"), ["5:20: the delay is longer than an hour"]],
    [
      "a delay that ends first",
      rule("{}", "[ delay: { between: [2s, 1s] } ]"),
      ["5:20: the delay ends before it begins."],
    ],
    [
      "a bad expression",
      rule("{ text: /a(/ }", "[ delay: 1s ]"),
      ["4:19: /a(/ is no regular expression (missing closing )"],
    ],
    ["look-ahead", rule("{ text: /a(?=b)/ }", "[ delay: 1s ]"), ["4:19: /a(?=b)/ is no regular expression ("]],
    [
      "a life against time",
      rule("{}", "[ life: [ { sent: 5s }, { delivered: 2s } ] ]"),
      ["5:37: the life goes backwards: delivered comes before sent."],
    ],
    [
      "held too late",
      rule("{}", "[ life: [ { held: 5s } ] ]"),
      ["5:23: the life goes backwards: an accepted message is queued"],
    ],
    [
      "a status that cannot be reported",
      rule("{ provider: coruja }", "[ life: expired ]"),
      ["5:19: coruja cannot report expired."],
    ],
    [
      "no such thing over SMPP",
      rule("{ operation: submit_sm }", "[ response: { status: 503 } ]"),
      ["5:13: response cannot happen: submit_sm is of SMPP. Take it out, or choose an HTTP operation"],
    ],
    [
      "no such thing over HTTP",
      rule("{ operation: Send_SMS }", "[ fault: twice ]"),
      ["5:20: twice can happen over SMPP only."],
    ],
    [
      "two faults in one",
      rule("{}", "[ fault: { garbage: { bytes: 5 }, hang: {} } ]"),
      ["5:20: the fault is hang and garbage at once."],
    ],
    ...[
      ["raw: x", "5:13: unknown key raw. Write response: { body: … }, and before: true"],
      ["fault: throttle", "5:20: fault is throttle. Write answer: throttled."],
      ["fault: nack", "5:20: fault is nack. Write pdu: { command: generic_nack, body: none }."],
      ["fault: bom", "5:20: fault is bom. Write response: { bom: true }."],
      ["fault: { status: 503 }", "5:22: unknown key status. Write response: { status: 503 }."],
      ["fault: { page: iis-500 }", "5:22: unknown key page. Write response: { page: iis-500 }."],
      ["fault: { charset: x }", "5:22: unknown key charset. Write response: { charset: ISO-8859-1 }."],
      ["fault: { header: { A: b } }", "5:22: unknown key header. Write response: { headers:"],
    ].map(([step = "", expected = ""]): [string, string, string[]] => [
      `the new word for ${step}`,
      rule("{}", `[ ${step} ]`),
      [expected],
    ]),
    ["the new word for call", rule("{ call: 2 }", "[ delay: 1s ]"), ["4:13: unknown key call. Write nth."]],
    [
      "the new word for a rate as limit",
      `scenario: s\nrules:\n  - limit: { rate: 10/s }\n    then: [ delay: 1s ]\n`,
      ["3:12: limit is a map. Write a number of uses; a rate stands in when: { faster: 10/s, burst: 20 }."],
    ],
    [
      "burst without faster",
      rule("{ burst: 5 }", "[ delay: 1s ]"),
      ["4:13: burst speaks of faster, and there is none."],
    ],
    [
      "an unknown charset",
      rule("{}", "[ response: { charset: UTF-9 } ]"),
      ["5:34: there is no charset UTF-9. Write UTF-8?"],
    ],
    [
      "two bodies",
      rule("{}", "[ response: { page: iis-500, body: x } ]"),
      ["5:25: page is a body, and there is another. Keep one of them."],
    ],
    [
      "a header that is none",
      rule("{}", '[ response: { headers: { "a b": x } } ]'),
      ['5:36: "a b" is no name of a header.'],
    ],
    [
      "an unknown placeholder",
      rule("{}", "[ response: { body: 'x ${too}' } ]"),
      ["5:31: there is no placeholder ${too} here. Write to?"],
    ],
    [
      "an unknown field in a placeholder",
      rule("{ operation: Send_SMS }", "[ response: { body: '${request.Txt}' } ]"),
      ["5:31: no such request has a field Txt."],
    ],
    [
      "a body within a header",
      rule("{}", "[ response: { headers: { A: '${body}' } } ]"),
      ["5:39: there is no placeholder ${body} here."],
    ],
    ["an unknown form", rule("{}", "[ response: { body: '${id:oct}' } ]"), ["5:31: ${id:oct} has an unknown form."]],
    [
      "a SOAP fault where there is no SOAP",
      rule("{ operation: send_json }", "[ answer: { fault: { code: Server, message: x } } ]"),
      ["5:30: a SOAP fault cannot happen here."],
    ],
    [
      "an unlisted code that is listed",
      rule("{ operation: Send_SMS }", '[ answer: { unlisted: "009" } ]'),
      ["5:33: Send_SMS of pombo has the code 009 in its table."],
    ],
    [
      "a code that not every operation has",
      rule("{ provider: pombo }", '[ answer: "900" ]'),
      [
        "5:21: the rule concerns operations that cannot answer 900: Status, send_json, submit_sm. Write operation: [ Send_SMS ] in when.",
      ],
    ],
    [
      "pdu where there is no SMPP",
      rule("{ operation: Send_SMS }", "[ pdu: { status: 8 } ]"),
      ["5:13: pdu cannot happen: Send_SMS is of HTTP. Take it out, or choose submit_sm, submit_multi"],
    ],
    [
      "octets beside another key",
      rule("{ operation: submit_sm }", "[ pdu: { octets: '00', status: 8 } ]"),
      ["5:34: octets is the whole PDU, and status stands beside it."],
    ],
    [
      "fields of a bare header",
      rule("{ operation: submit_sm }", "[ pdu: { status: 8, tlvs: { '0x1403': '00' } } ]"),
      ["5:31: tlvs cannot be sent: the PDU is a bare header. Write body: keep beside it."],
    ],
    ["truncate without a place", rule("{}", "[ fault: { truncate: {} } ]"), ["5:32: truncate does not say where."]],
    [
      "two answers",
      rule("{ operation: Send_SMS }", '[ { answer: "009" }, { answer: "900" } ]'),
      ["5:34: there is a second answer."],
    ],
    [
      "a life after a refusal",
      rule("{ operation: Send_SMS }", '[ { answer: "009" }, { life: stuck } ]'),
      ["5:34: life cannot happen: the answer refuses the message."],
    ],
    [
      "a life of a query",
      rule("{ operation: Status }", "[ life: stuck ]"),
      ["5:13: life cannot happen: Status sends no message."],
    ],
    ...["life: stuck", "accept: true", "reply: A", "callbacks: { copies: 2 }"].map(
      (step): [string, string, string[]] => [
        `${step} of what was never processed`,
        early(`[ { fault: hang }, { ${step} } ]`),
        [`5:32: ${step.slice(0, step.indexOf(":"))} cannot happen: the rule stops the request before processing`],
      ],
    ),
    [
      "a success of what was never processed",
      early('[ answer: "000" ]', "{ operation: Send_SMS }"),
      ["5:13: nothing is processed, so that nothing can succeed."],
    ],
    [
      "before without anything to meet",
      early("[ delay: 1s ]"),
      ["5:11: the rule stops the request before processing, and nothing answers it."],
    ],
    [
      "before and continue",
      `scenario: s\nrules:\n  - { continue: true, before: true, then: [ fault: reset ] }\n`,
      ["3:23: a rule with continue cannot have before."],
    ],
    [
      "before as a step",
      rule("{}", "[ { fault: reset, before: true } ]"),
      ["5:29: unknown key before. Write before: true beside when and then."],
    ],
    ["credits of nobody", rule("{}", "[ credits: 5 ]"), ["5:13: credits does not say whose."]],
    [
      "addresses of nobody",
      rule("{}", "[ callbacks: { dlr: 'http://x' } ]"),
      ["5:24: the addresses do not say whose."],
    ],
    ["a change of nothing", rule("{}", "[ account: pombo/main ]"), ["5:22: nothing of pombo/main is changed."]],
    [
      "credits of an unknown kind",
      rule("{}", "[ { account: pombo/main, credits: { longo: 5 } } ]"),
      ["5:47: there are no credits of kind longo. Write long?"],
    ],
    [
      "an account of no provider",
      rule("{}", "[ { account: pomba/main, credits: 5 } ]"),
      ["5:24: there is no provider pomba."],
    ],
    [
      "an account without its name",
      "scenario: t\naccounts: { pombo: { credits: 1 } }",
      ["2:20: account is pombo. Write provider/name"],
    ],
    ["never: call 0", rule("{ nth: 0 }", "[ delay: 1s ]"), ["4:18: the rule can never match: there is no request 0."]],
    [
      "never: a range backwards",
      rule("{ nth: 3..1 }", "[ delay: 1s ]"),
      ["4:18: the rule can never match: there is no request 3..1."],
    ],
    [
      "never: a window backwards",
      rule("{ window: 20m..10m }", "[ delay: 1s ]"),
      ["4:21: the rule can never match: its window ends before it begins."],
    ],
    [
      "never: a time without length",
      rule("{ between: 09:00..09:00 }", "[ delay: 1s ]"),
      ["4:22: the rule can never match: it ends when it begins."],
    ],
    [
      "never: another channel",
      rule("{ operation: submit_sm, channel: json }", "[ delay: 1s ]"),
      ["4:44: the rule can never match: no such request comes over this channel. It can be smpp."],
    ],
    [
      "never: another's account",
      rule("{ provider: pombo, account: coruja/main }", "[ delay: 1s ]"),
      ["4:39: the rule can never match: coruja/main is no account of pombo."],
    ],
    [
      "never: no such field",
      rule("{ operation: Status, fields: { ky: a } }", "[ delay: 1s ]"),
      ["4:42: the rule can never match: no such request has a field ky. Write key?"],
    ],
    [
      "per of nothing",
      rule("{ per: to }", "[ delay: 1s ]"),
      ["4:13: per counts nothing: there is neither nth nor inTurn."],
    ],
    [
      "an unknown zone",
      rule("{ between: 09:00..10:00, timezone: Brazil/Nowhere }", "[ delay: 1s ]"),
      ["4:46: there is no time zone Brazil/Nowhere."],
    ],
    ["a rule that does nothing", "scenario: t\nrules:\n  - rule: r", ["3:5: the rule does nothing."]],
    ["an empty step", rule("{}", "[ {} ]"), ["5:13: the step is empty."]],
    [
      "continue with an answer",
      'scenario: t\nrules:\n  - continue: true\n    when: { operation: Send_SMS }\n    then: [ answer: "009" ]',
      ["5:13: a rule with continue cannot answer."],
    ],
    [
      "then and inTurn",
      "scenario: t\nrules:\n  - then: [ delay: 1s ]\n    inTurn: [ [ delay: 1s ] ]",
      ["4:5: the rule has both then and inTurn."],
    ],
    [
      "afterTurns alone",
      "scenario: t\nrules:\n  - then: [ delay: 1s ]\n    afterTurns: loop",
      ["4:5: afterTurns speaks of inTurn, and there is none."],
    ],
    [
      "a misspelt state",
      "scenario: t\nrules:\n  - then: [ set: { night: yes } ]\n    limit: 1\n  - when: { state: { nigth: yes } }\n    then: [ delay: 1s ]",
      ["5:22: nothing sets nigth. Write night, which a step sets."],
    ],
    [
      "a timeline entry of nothing",
      "scenario: t\ntimeline:\n  - at: 1s\n    do: [ {} ]",
      ["4:11: the entry says nothing to do."],
    ],
    [
      "a timeline without unit",
      "scenario: t\ntimeline:\n  - at: 10\n    do: []",
      ["3:9: at is 10. Write a duration after the start (10m) or an instant"],
    ],
    [
      "an outage of nothing",
      "scenario: t\ntimeline:\n  - at: 1s\n    do: { outage: { provider: pombo, for: 1m } }",
      ["4:19: the outage does not say what a client meets."],
    ],
    [
      "an inbound to nobody",
      "scenario: t\ntimeline:\n  - at: 1s\n    do: { inbound: { provider: pomba, from: '11999990001', text: OI } }",
      ["4:32: there is no provider pomba."],
    ],
    [
      "a phone that is none",
      "scenario: t\ntimeline:\n  - at: 1s\n    do: { reachable: ninguém }",
      ["4:22: ninguém is no phone number. Write one,"],
    ],
    [
      "a report of no status",
      "scenario: t\ntimeline:\n  - at: 1s\n    do: { report: { status: deliverd } }",
      ["4:29: status is deliverd. Write delivered."],
    ],
    [
      "a report that cannot be",
      "scenario: t\ntimeline:\n  - at: 1s\n    do: { report: { provider: coruja, status: expired } }",
      ["4:47: coruja cannot report expired."],
    ],
  ])("%s", (_about, text, expected) => {
    const result = findingsOf(text);
    expect(result).toHaveLength(expected.length);
    for (const [index, start] of expected.entries()) {
      const sentence = result[index] ?? "";
      expect(sentence.slice(0, start.length)).toBe(start);
      expect(sentence).toMatch(/^\d+:\d+: .+\. .+\.$/s);
    }
  });
});

test("everything is found in one run, in the order of the file", () => {
  const text = `scenario: many
sed: 7
rules:
  - when: { provider: pomba }
    then: [ answr: "009" ]
  - when: { operation: Send_SMS, nth: 0 }
    then: [ { answer: "090" }, { delay: 5x } ]
timeline:
  - at: 1s
    do: [ { acount: x } ]
`;
  expect(findingsOf(text).map((sentence) => sentence.split(":").slice(0, 2).join(":"))).toEqual([
    "2:1",
    "4:23",
    "5:13",
    "6:39",
    "7:23",
    "7:41",
    "10:13",
  ]);
});

describe("a rule that an earlier one takes all calls from", () => {
  const shadowed = (first: string, second: string): boolean =>
    findingsOf(
      `scenario: t\nrules:\n  - ${first}\n    then: [ delay: 1s ]\n  - ${second}\n    then: [ delay: 1s ]`,
    ).some((finding) => finding.startsWith('5:5: the rule is never reached: rule 1 "rule 1" takes all its requests.'));

  test.each([
    ["when: {}", "when: { provider: pombo }"],
    ["when: { provider: pombo }", "when: { provider: pombo, operation: Send_SMS }"],
    ["when: { to: 55119* }", "when: { to: '5511999990001' }"],
    ["when: { to: 55119* }", "when: { to: '11999990001', text: A }"],
    ["when: { to: 5511* }", "when: { to: 551199* }"],
    ["when: { text: /^A/ }", "when: { text: [AB, AC] }"],
    ["when: { text: /^A/ }", "when: { text: /^A/, chance: 0.5 }"],
    ["when: { chance: 1 }", "when: { nth: 2 }"],
    ["when: { provider: [pombo, coruja] }", "when: { provider: coruja }"],
    ["when: { fields: { key: K* } }", "when: { fields: { Key: K1, text: A } }"],
  ])("%s hides %s", (first, second) => {
    expect(shadowed(first, second)).toBe(true);
  });

  test.each([
    ["when: { provider: pombo }", "when: {}"],
    ["when: { chance: 0.5 }", "when: { provider: pombo }"],
    ["when: { nth: 1..2 }", "when: { nth: 1 }"],
    ["limit: 3", "when: { provider: pombo }"],
    ["continue: true", "when: { provider: pombo }"],
    ["when: { state: { a: b } }", "when: { state: { a: b } }"],
    ["when: { between: 09:00..10:00 }", "when: { between: 09:00..10:00 }"],
    ["when: { to: 551199* }", "when: { to: 5511* }"],
    ["when: { to: 5511*01 }", "when: { to: 5511999* }"],
    ["when: { text: /^A/ }", "when: { text: [AB, CA] }"],
    ["when: { id: a }", "when: { provider: pombo }"],
  ])("%s leaves calls to %s", (first, second) => {
    expect(shadowed(first, second)).toBe(false);
  });
});

test.each([
  ["/PIN \\d{4}/", ", provider: pombo", "'/PIN \\d{4}/'"],
  ["/^[A-Z]+$/", "", "'/^[A-Z]+$/'"],
  ["/it's {2}/i", "", null],
])("%s within braces stands in quotes, as the finding says", (expression, more, quoted) => {
  const scenarioWith = (text: string): string =>
    `scenario: t\nrules:\n  - when: { text: ${text}${more} }\n    then: [ delay: 1s ]`;
  const [result = ""] = findingsOf(scenarioWith(expression));
  expect(result).toContain(quoted === null ? "Write valid YAML" : `Quote the regular expression: ${quoted}.`);
  if (quoted !== null) expect(findingsOf(scenarioWith(quoted))).toEqual([]);
});

test("JSON is read like YAML, with its places", () => {
  expect(findingsOf('{\n\t"scenario": "t",\n\t"rules": [{ "then": { "delay": "1s" } }]\n}')).toEqual([]);
  expect(findingsOf('{\n\t"scenario": "t",\n\t"rules": [{ "then": { "delay": "1 s" } }]\n}')[0]).toMatch(
    /^3:33: delay is 1 s\./,
  );
});

test.each([
  ["deep nesting", `scenario: t\nrules: ${"[".repeat(100_000)}`],
  [
    "an alias bomb",
    `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nscenario: [*c,*c,*c,*c,*c,*c]`,
  ],
  ["a huge file", `scenario: ${"x".repeat(5 * 1024 * 1024)}`],
  [
    "an expression that would blow up",
    `scenario: t\nrules: [ { when: { text: "/${"(a{900}){900}"}/" }, then: { delay: 1s } } ]`,
  ],
])("%s is a finding", (_about, text) => {
  expect(findingsOf(text).length).toBeGreaterThan(0);
});
