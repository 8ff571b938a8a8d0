// Values for the fields of requests: what is right first, then what is nearly so.

type Values = Readonly<Record<string, readonly string[]>>;
interface Samples {
  readonly common: Values;
  /** By operation, where a name means something else. */
  readonly own: Readonly<Record<string, Values>>;
}

const u = ["126b114c", "00000000", "QUIET"];
const to = ["11999990001", "+55(11)999990001", "11999990002;11999990003", "11900000097", "abc"];
const texts = ["Oi", "{A};B", "Sua fatura"];
const hash = ["0".repeat(32), `${"0".repeat(32)};${"1".repeat(32)}`, "x"];
const dates = ["2026-03-02 12:00:00", "02/03/2026 12:00"];
const page = { after: ["0", "1"], before: ["9"], limit: ["5", "1000"], newestFirst: ["true", "false"] };
const users = { p: ["senha"], t: ["1", "7"], c: ["622", "622;623"], n: ["ANA"] };

export const samples: Readonly<Record<"mensagem" | "mobilepronto" | "sophia" | "control", Samples>> = {
  mensagem: {
    common: {
      ...{ u, n: to, m: texts, d: dates, f: ["0", "1", "2", "4"], z: ["0", "1"], c: ["622"], id: ["1"], fsd: ["1"] },
      ...{ arq: ["lote"], t: ["622"], l: ["0", "1"], h: hash, o: ["1"], C: ["1"], di: dates, df: dates, r: ["1"] },
      ...{ p: ["senha"], s: ["0", "1"], e: ["a@b.c", "a@b.c;d@e.f"], Id: ["622"] },
      ...{ Identificacao: u, Telefone: to, Mensagem: texts, Agenda: ["0001-01-01T00:00:00", "2026-03-02T12:00:00"] },
      ...{ TipoMensagem: ["0", "1", "2"], CentroCustos: ["0", "622"], IdExterno: ["0", "7"], Hash: hash },
      Conteudo: ["11999990001|Oi", "11999990001|Oi|1|2026-03-02 12:00:00|0|622;11999990002|Oi", "11|a|b|c|d|e|f"],
      ...{ DataInicial: ["2026-03-01T00:00:00"], DataFinal: ["2026-03-02T00:00:00"], Reexibir: ["0", "1"] },
    },
    own: {
      mult: {
        n: ["11999990001;11999990002", "11999990001", "11999990001|11999990002", ";;"],
        c: ["11999990001|Oi|1;11999990002|Ola|2", "11999990001|Oi;", "11999990001|a|b|c"],
      },
      recv: { h: u },
      cadus: { ...users, d: ["ana@sistema.com.br", "x y"] },
      altus: { ...users, id: ["1", "99"] },
      cict: { d: ["TERCEIRO"] },
    },
  },
  mobilepronto: {
    common: {
      Credencial: ["DEMO0000000000000020", "DEMO000000000000000000000000000000000040", "x"],
      ...{ Principal_User: ["12345678000195", "1"], Aux_User: ["LOJA"], Mobile: ["+55(11)999990001", ...to] },
      ...{ Send_Project: ["N", "S"], Message: texts, Token: ["TK0001", "x"], Voice: ["V-PTBR-F1", "V-PTBR-M1"] },
      ...{
        IDMSG: ["MPG000000000001"],
        ID: ["MPG000000000001", "MPG000000000001-00000001"],
        Status_Code: ["0", "1", "2"],
        Status: [""],
        v_st_Status: [""],
      },
    },
    own: {},
  },
  sophia: {
    common: { token: ["DEMO-SOPHIA-TOKEN", "x"], destino: to, msg: texts, id: ["1", "a"] },
    own: {},
  },
  control: {
    common: {
      ...{ ...page, provider: ["mensagem", "sophia"], account: ["mensagem/main"], operation: ["send"], from: to, to },
      ...{ channel: ["get", "smpp"], number: ["9999"], id: ["1"], clientId: ["1"], status: ["delivered", "sent"] },
      ...{
        text: texts,
        code: ["1"],
        search: ["oi"],
        listener: ["http"],
        remote: ["127.0.0.1"],
        decidedBy: ["default"],
      },
      ...{
        request: ["GET"],
        findings: ["true"],
        oneTimeCode: ["true"],
        about: ["report", "inbound"],
        state: ["waiting"],
        by: ["http"],
      },
      ...{ ref: ["1"], fetched: ["false"], answers: ["1"], format: ["jsonl", "har", "pcapng"], times: ["true", "x"] },
      ...{
        only: ["TC1*", "TC101", "requests", "rest"],
        except: ["TC201", "x"],
        since: ["1", "15m"],
        until: ["1772500000000", "x"],
        buckets: ["7", "0"],
        rules: ["{}", "x"],
      },
      ...{ problems: ["true", "false"], texts: ["true", "x"], without: ["enquire_link", "x"] },
      sandbox: ["scratch", "default"],
    },
    own: {},
  },
};

const scenario = "scenario: Any\nrules:\n  - rule: one\n    when: { text: Oi }\n    then: [ { answer: no-credit } ]\n";
const rule = { rule: "two", when: { provider: "sophia" }, then: [{ life: "delivered" }] };
const account = { enabled: true, credits: "+5", callbacks: { dlr: "http://127.0.0.1:9/dlr", parallel: 1 } };

/** Whole bodies of operations, right ones. */
export const bodies: Readonly<Record<string, readonly unknown[]>> = {
  envio: [
    [{ token: "DEMO-SOPHIA-TOKEN", mensagens: [{ destino: "11999990001", msg: "Oi", id: "1" }, { destino: "x" }] }],
    { token: "x", mensagens: [] },
  ],
  unitario: [{ token: "DEMO-SOPHIA-TOKEN", destino: "11999990001", msg: "Oi" }],
  dlr: [{ token: "DEMO-SOPHIA-TOKEN", id: "1" }],
  mo: [{ token: "DEMO-SOPHIA-TOKEN" }],
  "sandboxes.create": [{ name: "scratch", seed: "1", idle: "1m", clock: "manual", scenario: { text: scenario } }],
  "sandbox.set": [{ seed: "1", testNumbers: true, limits: { messages: 7 } }],
  "sandbox.save": [{ name: "half", replace: true }],
  "sandbox.restore": [{ snapshot: "half" }],
  "sandbox.fork": [{ name: "trial" }, { name: "trial", snapshot: "half" }],
  "sandbox.clock.set": [{ clock: "manual" }, { clock: { mode: "speeded", speed: 60 } }],
  "sandbox.clock.advance": [{ by: "1m" }, { next: true }],
  "sandbox.accounts.put": [account],
  "sandbox.accounts.testCallback": [{ about: "report" }, { about: "inbound" }],
  "sandbox.accounts.change": [
    { ...account, credits: { sms: { set: 9 } }, numbers: { "5511999990001": { procon: true } } },
  ],
  "sandbox.report": [{ status: "delivered" }],
  "sandbox.release": [{ accepted: true }],
  "sandbox.sendInbound": [{ from: "11999990001", text: "Oi", provider: "sophia" }],
  "sandbox.reachable": [{ phone: "11999990001" }],
  "sandbox.wait": [{ what: "messages", where: { text: "Oi" }, count: 1, timeout: "1ms" }],
  "sandbox.verify": [{ what: "requests", where: { provider: "sophia" }, atLeast: 1 }],
  "sandbox.scenario.remove": [{}, { reset: true }],
  "sandbox.next": [
    { operation: "send", answer: "97", times: 2 },
    { operation: "unitario", to: "11999990001", answer: "throttled" },
  ],
  "sandbox.scenario.put": [{ text: scenario }, { shipped: "x" }],
  "sandbox.scenario.edit": [{ insert: rule }, { remove: 1 }, { replace: "one", by: rule }],
  "sandbox.scenario.set": [
    { name: "state", value: "on" },
    { name: "seen", value: "1", for: "5511999990001" },
  ],
  "sandbox.scenario.check": [{ text: scenario }, { scenario: {} }],
};
