// Rules of asmx.md sections 3 to 6 that the recorded exchanges do not all show.

import { XMLValidator } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import { createAsmx } from "../../../src/protocols/asmx/asmx.ts";
import type { AsmxCall, AsmxReturn, AsmxService } from "../../../src/protocols/asmx/service.ts";
import { mpgateway, variants, wbsapi } from "../../support/asmx/echo-services.ts";
import { httpRequest } from "../../support/asmx/listener.ts";
import {
  call,
  call11,
  call12,
  envelope,
  faultText,
  resultText,
  SEND,
  SOAP11,
  SOAP12,
  sendSms,
  service,
  testSettings,
} from "../../support/asmx/soap-call.ts";

const asmx = service();
const NO_ACTION = "Unable to handle request without a valid action parameter. Please supply a valid soap action.";
const NOT_RECOGNIZED = "Server did not recognize the value of HTTP Header SOAPAction: ";

describe("routing by SOAPAction", () => {
  test.each([
    ['""', ""],
    ["", ""],
    [`"${SEND}/"`, `${SEND}/`],
    [`"${SEND.toLowerCase()}"`, SEND.toLowerCase()],
    ['"MPG_Send_SMS"', "MPG_Send_SMS"],
    [`'${SEND}'`, `'${SEND}'`],
    [`"${SEND}`, `"${SEND}`],
  ])("%s is not recognized", async (header, visible) => {
    const seen = await call11(asmx, envelope(sendSms()), { SOAPAction: header });
    expect(seen).toMatchObject({ status: 500, type: "text/xml; charset=utf-8", cache: "private" });
    expect(seen.body).toContain("<faultcode>soap:Client</faultcode>");
    expect(faultText(seen.body)).toBe(`${NOT_RECOGNIZED}${visible}.`);
    expect(seen.result).toMatchObject({ operation: null, channel: "soap11", call: null });
  });

  test.each([SEND, `"${SEND}"`, "http%3A%2F%2Fwww.mpgateway.com%2FMPG_Send_SMS"])("%s is", async (header) => {
    const seen = await call11(asmx, envelope(sendSms()), { SOAPAction: header });
    expect(seen.status).toBe(200);
    expect(seen.result).toMatchObject({
      operation: "MPG_Send_SMS",
      channel: "soap11",
      call: expect.anything(),
      findings: [],
    });
  });

  test("the body is not looked at before the action", async () => {
    const seen = await call11(asmx, "garbage", { SOAPAction: '"x"', "Content-Type": "image/png" });
    expect(faultText(seen.body)).toBe(`${NOT_RECOGNIZED}x.`);
  });
});

describe("routing by the body", () => {
  test("an unknown element in a 1.1 envelope is a 1.1 fault", async () => {
    const seen = await call11(asmx, envelope("<Nope/>"), { SOAPAction: null });
    expect(seen).toMatchObject({ status: 500, type: "text/xml; charset=utf-8" });
    expect(faultText(seen.body)).toBe(NO_ACTION);
  });

  test("without SOAPAction a finding says so", async () => {
    const seen = await call11(asmx, envelope(sendSms()), { SOAPAction: null });
    expect(seen.result.findings).toMatchObject([
      { text: "SOAPAction header missing: routed by the body element", source: "asmx.md 3" },
    ]);
  });

  test("unknown action and unknown element: the action is named, decoded", async () => {
    const type = 'application/soap+xml; action="urn%3Ax"';
    const seen = await call12(asmx, envelope("<Nope/>", SOAP12), { "Content-Type": type });
    expect(faultText(seen.body)).toBe("Unable to handle request. The action 'urn:x' was not recognized.");
    expect(seen.body).toContain("<soap:Value>soap:Sender</soap:Value>");
  });

  test.each([
    ["Body missing", `<e:Envelope xmlns:e="${SOAP11}"><e:Header/></e:Envelope>`, "Body"],
    ["Envelope empty", `<e:Envelope xmlns:e="${SOAP11}"/>`, "Body"],
    ["another root", `<e:Other xmlns:e="${SOAP11}"/>`, "Envelope"],
  ])("%s", async (_name, body, element) => {
    const inner = `Request format is invalid: Missing required soap:${element} element.`;
    const byBody = await call11(asmx, body, { SOAPAction: null });
    expect(byBody.body).toContain("<faultcode>soap:Server</faultcode>");
    expect(faultText(byBody.body)).toBe(`Server was unable to process request. ---> ${inner}`);
    const byAction = await call11(asmx, body);
    expect(byAction.body).toContain("<faultcode>soap:Client</faultcode>");
    expect(faultText(byAction.body)).toBe(`Server was unable to read request. ---> ${inner}`);
    expect(byAction.cache).toBe("private");
  });

  test("an element before Body: routed, then Body is missing", async () => {
    const body = envelope(sendSms(), SOAP11, "<x/>");
    const seen = await call11(asmx, body, { SOAPAction: null });
    expect(faultText(seen.body)).toBe(
      "Server was unable to read request. ---> Request format is invalid: Missing required soap:Body element.",
    );
  });

  test.each(["<foo/>", "<html><body>x</body></html>"])(
    "%s is a version mismatch, before any other complaint",
    async (body) => {
      for (const action of [null, `"${SEND}"`]) {
        const seen = await call11(asmx, body, { SOAPAction: action });
        expect(seen.body).toContain("<faultcode>soap:VersionMismatch</faultcode>");
        expect(seen.body).toContain("<soap:Header><soap12:Upgrade ");
        expect(faultText(seen.body)).toBe(
          `Possible SOAP version mismatch: Envelope namespace  was unexpected. Expecting ${SOAP11}.`,
        );
      }
    },
  );
});

describe("reading parameters", () => {
  const send = async (inside: string): Promise<string | null> =>
    resultText((await call11(asmx, envelope(sendSms(inside)))).body);

  test.each([
    ["CDATA and references", "<Message><![CDATA[<a>&]]>&lt;&#233;&#x20AC;&amp;&quot;</Message>", `<a>&<é€&"`],
    ["white space is kept, CR LF becomes LF", "<Message>  a\r\n\tb </Message>", "  a\n\tb "],
    ["a CR by reference survives", "<Message>a&#13;b</Message>", "a\rb"],
    ["any order", "<Message>m</Message><Mobile>1</Mobile>", "m"],
    ["the first of two", "<Message>one</Message><Message><b/>two</Message>", "one"],
    ["xsi:nil on a string is empty", '<Message xsi:nil="true"/>', ""],
    ["xsi:type and id are ignored", '<Message xsi:type="xsd:string" id="x" href="#y">m</Message>', "m"],
    ["a prefix", '<p:Message xmlns:p="http://www.mpgateway.com/">m</p:Message>', "m"],
  ])("%s", async (_name, inside, message) => {
    expect(await send(inside)).toContain(`Message='${message}'`);
  });

  test.each([
    ["no namespace", '<Message xmlns="">m</Message>'],
    ["another namespace", '<x:Message xmlns:x="urn:x">m</x:Message>'],
    ["another case", "<message>m</message>"],
  ])("%s is not the parameter", async (_name, inside) => {
    expect(await send(inside)).toContain("Message=null");
  });

  test.each([
    ["an element", "<Message>a<b/>c</Message>"],
    ["a comment", "<Message><!-- x --></Message>"],
    ["a processing instruction", "<Message>a<?p x?></Message>"],
  ])("%s inside a value: 400 without a body", async (_name, inside) => {
    const seen = await call11(asmx, envelope(sendSms(inside)));
    expect(seen).toMatchObject({ status: 400, body: "", type: "text/xml; charset=utf-8", cache: "private" });
  });

  test("a wrapper after an unknown element is found; of two the last counts", async () => {
    const wrappers = `<x/>${sendSms("<Message>1</Message>")}${sendSms("<Message>2</Message>")}`;
    const seen = await call11(asmx, envelope(wrappers));
    expect(resultText(seen.body)).toContain("Message='2'");
  });

  test("what follows Body is ignored, but has to be well-formed", async () => {
    const followedBy = (tail: string): string => envelope(sendSms()).replace("</soap:Body>", `</soap:Body>${tail}`);
    const header = '<soap:Header><a soap:mustUnderstand="1"/></soap:Header><soap:Body><Nope/></soap:Body>';
    expect((await call11(asmx, followedBy(header))).status).toBe(200);
    expect((await call11(asmx, followedBy("<a></b>"))).status).toBe(400);
    expect((await call11(asmx, `${envelope(sendSms())}junk`)).status).toBe(400);
  });

  test("findings name what was skipped", async () => {
    const seen = await call11(asmx, envelope(sendSms('<Nope/><Message xmlns="">m</Message>')));
    expect(seen.result.findings.map((finding) => finding.text)).toEqual([
      "unknown element Nope was ignored",
      "element Message was ignored: it is not in the operation's namespace",
    ]);
    const wrong = await call11(asmx, envelope(sendSms("", "urn:x")));
    expect(wrong.result.findings[0]?.text).toContain("MPG_Send_SMS of Body was skipped");
  });
});

describe("content types and charsets", () => {
  const letters = envelope(sendSms("<Message>Olá €</Message>"));
  test.each([
    ["text/xml; charset=utf-8", Buffer.from(letters)],
    ["TEXT/XML; Charset='UTF-8'", Buffer.from(letters)],
    ["text/xml", Buffer.from(`\uFEFF${letters}`)],
    ["text/xml; charset=iso-8859-1", Buffer.from(`\uFEFF${letters}`)],
    ["text/xml; charset=utf-16", Buffer.from(letters, "utf16le")],
    ["text/xml; charset=utf-8", Buffer.from(`\uFEFF${letters}`, "utf16le")],
    ["text/xml", Buffer.from(`\uFEFF${letters}`, "utf16le").swap16()],
    ["text/xml; charset=windows-1252", Buffer.from(letters.replace("€", "\x80"), "latin1")],
    ["application/soap+xml", Buffer.from(letters.replaceAll(SOAP11, SOAP12))],
  ])("%s reads accents and the euro sign", async (type, body) => {
    const action = type.startsWith("application") ? null : `"${SEND}"`;
    const seen = await call11(asmx, body, { "Content-Type": type, SOAPAction: action });
    expect(resultText(seen.body)).toContain("Message='Olá €'");
  });

  test("soap+xml without charset goes by the declaration", async () => {
    const body = Buffer.from(
      envelope(sendSms("<Message>Olá</Message>"), SOAP12).replace("utf-8", "iso-8859-1"),
      "latin1",
    );
    const seen = await call12(asmx, body, { "Content-Type": "application/soap+xml" });
    expect(resultText(seen.body)).toContain("Message='Olá'");
  });

  test("text/xml without charset is ASCII, and a finding says so", async () => {
    const seen = await call11(asmx, letters, { "Content-Type": "text/xml" });
    expect(resultText(seen.body)).toContain("Message='Ol?? ???'");
    expect(seen.result.findings[0]).toMatchObject({
      text: 'text/xml without charset: the body was read as ASCII and each non-ASCII byte became "?"',
      source: "asmx.md 4",
    });
  });

  test.each([
    [`"${SEND}"`, "text/plain", "text/xml; charset=utf-8"],
    [`"${SEND}"`, "multipart/related", "text/xml; charset=utf-8"],
    [null, "application/xml", "application/soap+xml; charset=utf-8"],
  ])("SOAPAction %s with %s is 415", async (action, type, answered) => {
    const seen = await call11(asmx, envelope(sendSms()), { SOAPAction: action, "Content-Type": type });
    expect(seen).toMatchObject({ status: 415, body: "", type: answered, cache: "private" });
    expect(seen.result.findings.at(-1)?.text).toContain(`'${type}', but expected`);
  });

  test("no SOAPAction, no SOAP type, no XML: the fault of routing", async () => {
    const seen = await call11(asmx, "a=b", { SOAPAction: null, "Content-Type": "application/x-www-form-urlencoded" });
    expect(seen).toMatchObject({ status: 500, type: "application/soap+xml; charset=utf-8" });
    expect(faultText(seen.body)).toBe(
      "Server was unable to process request. ---> Data at the root level is invalid. Line 1, position 1.",
    );
  });
});

describe("not well-formed while routing by the body", () => {
  const open = `<e:Envelope xmlns:e="${SOAP12}">`;
  test.each([
    ["", "Root element is missing."],
    ["   ", "Root element is missing."],
    ["<?xml version='1.0'?>", "Root element is missing."],
    ["\n junk", "Data at the root level is invalid. Line 2, position 2."],
    [
      " <?xml version='1.0'?><a/>",
      "Unexpected XML declaration. The XML declaration must be the first node in the document, and no white space characters are allowed to appear before it. Line 1, position 4.",
    ],
    [
      `${open}<e:Header></e:Body>`,
      `The 'e:Header' start tag on line 1 position ${open.length + 2} does not match the end tag of 'e:Body'. Line 1, position ${open.length + 13}.`,
    ],
    [`${open}<x:y/>`, `'x' is an undeclared prefix. Line 1, position ${open.length + 2}.`],
    [`${open}\x01`, `'&#x1;', hexadecimal value 0x01, is an invalid character. Line 1, position ${open.length + 1}.`],
    [
      `${open}<e:Body>`,
      `Unexpected end of file has occurred. The following elements are not closed: e:Body, e:Envelope. Line 1, position ${open.length + 9}.`,
    ],
    [`${open}<e:Bo`, `Unexpected end of file while parsing Name has occurred. Line 1, position ${open.length + 6}.`],
    ["<!DOCTYPE a><a/>", "DTD is prohibited in this XML document."],
    ['<?xml version="1.1"?><a/>', "Version number '1.1' is invalid. Line 1, position 16."],
  ])("%j", async (body, message) => {
    const seen = await call12(asmx, body);
    expect(seen).toMatchObject({ status: 500, type: "application/soap+xml; charset=utf-8", cache: "private" });
    expect(seen.body).toContain("<soap:Value>soap:Receiver</soap:Value>");
    expect(faultText(seen.body)).toBe(`Server was unable to process request. ---> ${message}`);
    const routed = await call12(asmx, body, { "Content-Type": `application/soap+xml; action="${SEND}"` });
    expect(routed).toMatchObject({ status: 400, body: "" });
  });

  const root = `<e:Envelope xmlns:e="${SOAP11}"`;
  test.each([
    `${root} a="1" a="2"/>`,
    `${root} xmlns:f="${SOAP11}" e:a="1" f:a="2"/>`,
    `${root} g:a="2"/>`,
    `${root} xmlns:f=""/>`,
    `<e:e:Envelope xmlns:e="${SOAP11}"/>`,
    `${root} xmlns:xmlns="u"/>`,
    `${root} xmlns:xml="u"/>`,
    `${root} b></e:Envelope>`,
    `${root} b=c></e:Envelope>`,
    `${root}><e:Body/></e:Envelope><b/>`,
    `${root}></x>`,
    `${root}><e:Body></x></e:Body></e:Envelope>`,
    `${root}><e:Body></e:Body\n></y></e:Envelope>`,
    `${root}>]]></e:Envelope>`,
    `${root}>&#0;</e:Envelope>`,
    `${root}>\uFFFE</e:Envelope>`,
    `${root}><!-- -- --></e:Envelope>`,
    `${root}><?xml version="1.0"?></e:Envelope>`,
  ])("%j is refused", async (body) => {
    expect(await call11(asmx, body)).toMatchObject({ status: 400, body: "" });
  });
});

describe("headers of the envelope", () => {
  const header = (inside: string): string => `<soap:Header>${inside}</soap:Header>`;

  test.each([
    [
      "1.1",
      SOAP11,
      "<faultcode>soap:MustUnderstand</faultcode><faultstring>SOAP header Auth was not understood.</faultstring></soap:Fault>",
    ],
    [
      "1.2",
      SOAP12,
      '<soap:Reason><soap:Text xml:lang="en">SOAP header Auth was not understood.</soap:Text></soap:Reason></soap:Fault>',
    ],
  ])("mustUnderstand, %s: the method runs, then the fault", async (_version, namespace, expected) => {
    const requests: AsmxCall[] = [];
    const counting = service({}, mpgateway, (item) => {
      requests.push(item);
      return { kind: "value", result: "000" };
    });
    const auth = header('<o:Other xmlns:o="urn:o"/><a:Auth xmlns:a="urn:a" soap:mustUnderstand="true"/>');
    const seen = await call11(counting, envelope(sendSms(), namespace, auth));
    expect(seen).toMatchObject({ status: 500, cache: "private, max-age=0" });
    expect(seen.body).toContain(expected);
    expect(seen.result.call).not.toBeNull();
    expect(requests).toHaveLength(1);
  });

  test.each(['soap:mustUnderstand="0"', 'soap:mustUnderstand="yes"', 'mustUnderstand="1"', 'xsi:mustUnderstand="1"'])(
    "%s is ignored",
    async (attribute) => {
      const seen = await call11(asmx, envelope(sendSms(), SOAP11, header(`<Auth ${attribute}/>`)));
      expect(seen.status).toBe(200);
    },
  );
});

describe("answers", () => {
  const NS = 'xmlns="http://tempuri.org/"';
  const answer = async (
    operation: string,
    returned: AsmxReturn | (() => never),
    declaration: AsmxService = variants,
  ) => {
    const asmx = service({}, declaration, () => (typeof returned === "function" ? returned() : returned));
    const body = envelope(`<${operation} ${NS}><a>1</a></${operation}>`);
    const seen = await call11(asmx, body, { SOAPAction: `http://tempuri.org/${operation}` });
    if (seen.body.startsWith("<?xml")) expect(XMLValidator.validate(seen.body)).toBe(true);
    return seen;
  };
  const inBody = (body: string): string => body.slice(body.indexOf("<soap:Body>") + 11, body.indexOf("</soap:Body>"));

  test.each<[string, string, AsmxReturn, string]>([
    ["null", "sendUnique", { kind: "value", result: null }, `<sendUniqueResponse ${NS} />`],
    [
      "empty",
      "sendUnique",
      { kind: "value", result: "" },
      `<sendUniqueResponse ${NS}><sendUniqueResult /></sendUniqueResponse>`,
    ],
    [
      "markup",
      "sendUnique",
      { kind: "value", result: `<a b="c">&'\r\né€</a>\x01` },
      `<sendUniqueResponse ${NS}><sendUniqueResult>&lt;a b="c"&gt;&amp;'\r\né€&lt;/a&gt;&#x1;</sendUniqueResult></sendUniqueResponse>`,
    ],
    ["void", "nothing", { kind: "value", result: null }, `<nothingResponse ${NS} />`],
    [
      "int",
      "number",
      { kind: "value", result: -5 },
      `<numberResponse ${NS}><numberResult>-5</numberResult></numberResponse>`,
    ],
    [
      "string[]",
      "list",
      { kind: "value", result: ["x", "", null] },
      `<listResponse ${NS}><listResult><string>x</string><string /><string xsi:nil="true" /></listResult></listResponse>`,
    ],
  ])("%s", async (_name, operation, returned, expected) => {
    expect(inBody((await answer(operation, returned)).body)).toBe(expected);
  });

  test("ref and out values follow the Result", async () => {
    const declaration: AsmxService = {
      ...variants,
      operations: [
        {
          name: "status",
          parameters: [
            { name: "a", type: "string" },
            { name: "Status", type: "string", by: "ref" },
            { name: "Credits", type: "decimal", by: "out" },
          ],
          result: "dateTime",
        },
      ],
    };
    const requests: AsmxCall[] = [];
    const asmx = service({ utcOffset: -180 }, declaration, (item) => {
      requests.push(item);
      const result = {
        kind: "local",
        year: 2026,
        month: 1,
        day: 2,
        hour: 3,
        minute: 4,
        second: 5,
        ticks: 1200000,
      } as const;
      return { kind: "value", result, refs: { Status: "<ok>", Credits: "12.50" } };
    });
    const seen = await call11(asmx, envelope(`<status ${NS}><Status>in</Status><Credits>9</Credits></status>`), {
      SOAPAction: "http://tempuri.org/status",
    });
    expect(inBody(seen.body)).toBe(
      `<statusResponse ${NS}><statusResult>2026-01-02T03:04:05.12-03:00</statusResult><Status>&lt;ok&gt;</Status><Credits>12.50</Credits></statusResponse>`,
    );
    expect([...(requests[0]?.args ?? [])]).toEqual([
      ["a", null],
      ["Status", "in"],
    ]);
  });

  test("a method that throws", async () => {
    const method = (): AsmxReturn => {
      throw new TypeError("boom <&> ç");
    };
    const messages = await call11(service({}, mpgateway, method), envelope(sendSms()));
    expect(messages).toMatchObject({ status: 500, cache: "private, max-age=0" });
    expect(messages.result.thrown).toBeInstanceOf(TypeError);
    expect(messages.body).toContain("<faultcode>soap:Server</faultcode>");
    expect(messages.body).toContain("boom &lt;&amp;&gt; ç</faultstring><detail /></soap:Fault>");
    expect(faultText(messages.body)).toBe("Server was unable to process request. ---> boom <&> ç");
    const details = await call11(service({ customErrors: "Off" }, mpgateway, method), envelope(sendSms()));
    expect(faultText(details.body)).toMatch(
      /^System\.Web\.Services\.Protocols\.SoapException: Server was unable to process request\. ---> System\.Exception: boom <&> ç\r\n {3}at .*\r\n {3}--- End of inner exception stack trace ---/s,
    );
    const local = await call11(service({ clients: "local" }, mpgateway, method), envelope(sendSms()));
    expect(faultText(local.body)).toBe(faultText(details.body));
  });

  test("the method's own result comes back with the answer", async () => {
    const asmx = createAsmx(mpgateway, testSettings, ({ args }) => ({
      returned: { kind: "value", result: "000" },
      text: args.get("Message"),
    }));
    const request = httpRequest({
      headers: { "Content-Type": "text/xml", SOAPAction: SEND },
      body: envelope(sendSms("<Message>oi</Message>")),
    });
    const result = await asmx.answer(request);
    expect(result.performed?.text).toBe("oi");
    expect(result.call?.operation).toBe("MPG_Send_SMS");
    expect((await asmx.answer({ ...request, body: Buffer.from("") })).performed).toBeNull();
  });

  test("a fault of the method's own, with actor", async () => {
    const own = await answer("sendUnique", { kind: "fault", code: "Client", message: "custom", actor: "urn:a" });
    expect(inBody(own.body)).toBe(
      "<soap:Fault><faultcode>soap:Client</faultcode><faultstring>custom</faultstring><faultactor>urn:a</faultactor><detail /></soap:Fault>",
    );
  });

  test("a raw body is sent as it is", async () => {
    const seen = await answer("sendUnique", { kind: "raw", body: "<html>", status: 503, contentType: "text/html" });
    expect(seen).toMatchObject({ status: 503, type: "text/html", body: "<html>" });
    const plain = await answer("sendUnique", { kind: "raw", body: Buffer.from("x") });
    expect(plain).toMatchObject({ status: 200, type: "text/xml; charset=utf-8", body: "x" });
  });
});

describe("any namespace", () => {
  const lenient = service({}, { ...wbsapi, anyNamespace: true, aliases: { inbox: "inBox" } });
  const status = (namespace: string): string =>
    envelope(`<status xmlns="${namespace}"><Identificacao>u</Identificacao><Hash>h</Hash></status>`);

  test.each([
    ["urn:mine", '"urn:mine/status"'],
    ["urn:mine", "status"],
    ["http://tempuri.org/", null],
    ["urn:mine", null],
    ["urn:mine", '""'],
    ["urn:mine", '"urn:unknown"'],
  ])("namespace %s, SOAPAction %s", async (namespace, action) => {
    const seen = await call11(lenient, status(namespace), { SOAPAction: action });
    expect(seen.status).toBe(200);
    expect(seen.body).toContain(
      `<statusResponse xmlns="${namespace}"><statusResult>Identificacao='u';Hash='h'</statusResult>`,
    );
  });

  test("no namespace at all is answered in none", async () => {
    const seen = await call11(lenient, status(""), { SOAPAction: null });
    expect(seen.body).toContain(
      "<statusResponse><statusResult>Identificacao='u';Hash='h'</statusResult></statusResponse>",
    );
  });

  test("an alias works, is answered under its own name and told by the operation's", async () => {
    const seen = await call11(lenient, envelope('<inbox xmlns="urn:x"><Identificacao>u</Identificacao></inbox>'), {
      SOAPAction: null,
    });
    expect(seen.body).toContain("<inboxResponse xmlns=\"urn:x\"><inboxResult>Identificacao='u'");
    expect(seen.result.operation).toBe("inBox");
  });

  test("an unknown operation is refused as ever", async () => {
    const seen = await call11(lenient, envelope("<nope/>"), { SOAPAction: null });
    expect(faultText(seen.body)).toBe(NO_ACTION);
  });

  test("an alias of nothing is a mistake in the declaration", () => {
    expect(() => service({}, { ...wbsapi, aliases: { a: "b" } })).toThrow("alias a of an unknown operation b");
  });
});

describe("Content-Encoding of a request comes back in its SOAP answer", () => {
  const sixth = `<p:H xmlns:p="u" soap:mustUnderstand="1"/>`;
  const kinds: readonly (readonly [
    name: string,
    status: number,
    body: string,
    headers?: Record<string, string | null>,
  ])[] = [
    ["a result", 200, envelope(sendSms()), {}],
    ["a result of 1.2", 200, envelope(sendSms(), SOAP12), {}],
    ["an unknown SOAPAction", 500, envelope(sendSms()), { SOAPAction: '"x"' }],
    ["no operation", 500, envelope("<Nope/>"), { SOAPAction: null }],
    ["another version", 500, "<foo/>", {}],
    ["a header not understood", 500, envelope(sendSms(), SOAP11, `<soap:Header>${sixth}</soap:Header>`), {}],
    ["not XML", 400, "x", {}],
    ["another media type", 415, envelope(sendSms()), { "Content-Type": "text/plain" }],
  ];
  const values = ["UTF-8", "gzip", "identity", "deflate, br", "x y"];

  for (const [name, status, body, headers] of kinds) {
    test.each(values)(`${name}: %s`, async (value) => {
      const seen = await call11(asmx, body, { ...headers, "Content-Encoding": value });
      expect(seen.status).toBe(status);
      const names = seen.result.answer.headers.map(([header]) => header);
      expect(names.indexOf("Content-Encoding")).toBe(names.indexOf("Content-Type") + 1);
      expect(seen.headers["Content-Encoding"]).toBe(value);
    });
  }

  test("also of a method that throws, but not of a body that is too long, a form or a page", async () => {
    const throwing = service({}, mpgateway, () => {
      throw new Error("boom");
    });
    const encoded = { "Content-Encoding": "UTF-8" };
    expect((await call11(throwing, envelope(sendSms()), encoded)).headers["Content-Encoding"]).toBe("UTF-8");
    const long = await call11(service({ maxRequestLength: 0 }), envelope(sendSms()), encoded);
    expect(long.headers["Content-Encoding"]).toBeUndefined();
    const open = service({}, { ...mpgateway, httpPost: true });
    const form = { ...encoded, "Content-Type": "application/x-www-form-urlencoded" };
    const posted = await call(open, { target: "/Service.asmx/MPG_Send_SMS", headers: form });
    expect(posted.headers["Content-Encoding"]).toBeUndefined();
    expect((await call(open, { method: "GET", headers: encoded })).headers["Content-Encoding"]).toBeUndefined();
  });

  test("an empty one does not", async () => {
    const seen = await call11(asmx, envelope(sendSms()), { "Content-Encoding": "" });
    expect(seen.headers["Content-Encoding"]).toBeUndefined();
  });
});

describe("An entity that no DTD declares has no value, whatever its name", () => {
  test.each(["constructor", "toString", "__proto__", "hasOwnProperty", "nbsp", "Amp"])("&%s;", async (name) => {
    const bodyOf = async (entity: string): Promise<readonly [number, string]> => {
      const seen = await call11(asmx, envelope(sendSms(`<Message>&${entity};</Message>`)));
      return [seen.status, seen.body.replaceAll(entity, "")];
    };
    expect(await bodyOf(name)).toEqual(await bodyOf("undeclared"));
    expect(await bodyOf("amp")).not.toEqual(await bodyOf("undeclared"));
  });
});
