// Actions of clients over HTTP and SOAP.

import { type Act, cancelAll, look, sendMany, sendOne } from "./acts.ts";
import type { Sending } from "./books.ts";
import { accounts, type Life } from "./life.ts";

const { key: main, user: u } = accounts.main;
const sms = (life: Life, funcao: string, fields: Readonly<Record<string, string>>): Promise<string | null> =>
  life.get(`${life.urls.mensagem}/sms/${funcao}?${new URLSearchParams({ u, ...fields })}`);
const wbsapi = (life: Life, metodo: string, fields: Readonly<Record<string, string>>): Promise<string | null> =>
  life.soap("/wbsapi.asmx", "http://tempuri.org/", metodo, { Identificacao: u, ...fields });
const sophia = (life: Life, name: string, fields: Readonly<Record<string, string>>): Promise<string | null> =>
  life.get(`${life.urls.http}/api/${name}.php?${new URLSearchParams({ token: "DEMO-SOPHIA-TOKEN", ...fields })}`);

/** `yyyy-MM-dd HH:mm:ss` in São Paulo, so many milliseconds from now. */
function inSaoPaulo(after: number): string {
  return new Date(Date.now() + after - 3 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");
}
const [soon, later] = [1_000, 5 * 86_400_000];
const protocolo = /^1;([0-9a-f]{32})$/;
const protocolos = /^1;([0-9a-f]{32})$/gm;
const callbacks = { account: main } as const;

function sendLater(life: Life) {
  return ({ number: n, text: m }: Sending) => sms(life, "send", { n, m, d: inSaoPaulo(later) });
}

const mensagem: readonly Act[] = [
  {
    name: "send",
    operations: ["mensagem/send"],
    run: async (life, books) =>
      (await sendOne(books, "send", callbacks, ({ number: n, text: m }) => sms(life, "send", { n, m }), protocolo)) !==
      null,
  },
  {
    name: "send in a second",
    operations: ["mensagem/send"],
    async run(life, books) {
      const asked = ({ number: n, text: m }: Sending) => sms(life, "send", { n, m, d: inSaoPaulo(soon) });
      return (await sendOne(books, "send in a second", callbacks, asked, protocolo)) !== null;
    },
  },
  {
    name: "mult, layout 0",
    operations: ["mensagem/mult"],
    run: (life, books) => {
      const asked = (all: readonly Sending[]) =>
        sms(life, "mult", { l: "0", n: all.map(({ number }) => number).join(";"), m: "Oi a todos" });
      return sendMany(books, "mult", { ...callbacks, text: "Oi a todos" }, asked, protocolos);
    },
  },
  {
    name: "mult, layout 1",
    operations: ["mensagem/mult"],
    run: (life, books) => {
      const asked = (all: readonly Sending[]) =>
        sms(life, "mult", { l: "1", c: all.map(({ number, text }) => `${number}|${text}|1`).join(";") });
      return sendMany(books, "mult 1", callbacks, asked, protocolos);
    },
  },
  {
    name: "send and cacl",
    operations: ["mensagem/send", "mensagem/cacl"],
    async run(life, books) {
      const one = await sendOne(books, "send later", { ...callbacks, due: "later" }, sendLater(life), protocolo);
      return one !== null && cancelAll("cacl", [one], () => sms(life, "cacl", { h: one.id ?? "" }), /^[0-9a-f]{32};9;/);
    },
  },
  {
    name: "send and cancel",
    operations: ["mensagem/send", "mensagem/cancel"],
    async run(life, books) {
      const one = await sendOne(books, "send later", { ...callbacks, due: "later" }, sendLater(life), protocolo);
      const asked = () => wbsapi(life, "cancel", { Hash: one?.id ?? "" });
      return one !== null && cancelAll("cancel", [one], asked, />[0-9a-f]{32};9;/);
    },
  },
  {
    name: "sendUnique",
    operations: ["mensagem/sendUnique"],
    async run(life, books) {
      const none = { Agenda: "0001-01-01T00:00:00", TipoMensagem: "0", CentroCustos: "0", IdExterno: "0" };
      const asked = ({ number: Telefone, text: Mensagem }: Sending) =>
        wbsapi(life, "sendUnique", { Telefone, Mensagem, ...none });
      return (await sendOne(books, "sendUnique", callbacks, asked, /Result>1;([0-9a-f]{32})</)) !== null;
    },
  },
  {
    name: "sendMultiple",
    operations: ["mensagem/sendMultiple"],
    run: (life, books) => {
      const asked = (all: readonly Sending[]) =>
        wbsapi(life, "sendMultiple", { Conteudo: all.map(({ number, text }) => `${number}|${text}`).join(";") });
      return sendMany(books, "sendMultiple", callbacks, asked, /1;([0-9a-f]{32})/g);
    },
  },
  {
    name: "status",
    operations: ["mensagem/status"],
    run(life, books) {
      const one = books.known(({ account }) => account === main);
      const asked = one === null ? null : wbsapi(life, "status", { Hash: one.id });
      // 5 is what an unknown one is, too.
      return look("status", asked, /Result>[0-9a-f]{32};[0-4679];/);
    },
  },
  {
    name: "inBox",
    operations: ["mensagem/inBox"],
    run: (life) => look("inBox", wbsapi(life, "inBox", { Reexibir: "1" }), "inBoxResult"),
  },
];

const sophiaActs: readonly Act[] = [
  {
    name: "unitario",
    operations: ["sophia/unitario"],
    async run(life, books) {
      const asked = ({ number: destino, text: msg }: Sending) => sophia(life, "unitario", { destino, msg });
      return (await sendOne(books, "unitario", { account: "sophia/main" }, asked, /"mesageID":"([^"]+)"/)) !== null;
    },
  },
  {
    name: "envio",
    operations: ["sophia/envio"],
    run: (life, books) => {
      const asked = (all: readonly Sending[]) => {
        const mensagens = all.map(({ number, text }) => ({ destino: number, msg: text, id: `e${number}` }));
        return life.post(`${life.urls.http}/api/envio.php`, [{ token: "DEMO-SOPHIA-TOKEN", mensagens }]);
      };
      return sendMany(books, "envio", { account: "sophia/main" }, asked, /"mesageID":"([^"]+)"/g);
    },
  },
  {
    name: "dlr",
    operations: ["sophia/dlr"],
    run(life, books) {
      const one = books.known(({ account }) => account === "sophia/main");
      return look("dlr", one === null ? null : sophia(life, "dlr", { id: one.id }), `"id":"${one?.id}"`);
    },
  },
  { name: "mo", operations: ["sophia/mo"], run: (life) => look("mo", sophia(life, "mo", {}), '{"mo":[') },
];

const gateway = ["/Service.asmx", "http://www.mpgateway.com/"] as const;
const simple = ["/sms/v_2_00/service.asmx", "PWGateway"] as const;
const voice = ["/voice/v_3_00/service.asmx", "PWGatewayVoice"] as const;
const user = { Principal_User: "12345678000195", Aux_User: "LOJA" };
const [Credencial, Longa] = ["DEMO0000000000000020", "DEMO000000000000000000000000000000000040"];
const v300 = ["/sms/v_3_00/service.asmx", "PWGateway"] as const;
const longa = { Credencial: Longa, Token: "TK0001" } as const;
const pronto = { account: "mobilepronto/main", news: "none" } as const;
const mobile = (number: string): string => `+55(${number.slice(0, 2)})${number.slice(2)}`;

const mobilepronto: readonly Act[] = [
  {
    name: "MPG_Send_SMS",
    operations: ["mobilepronto/MPG_Send_SMS"],
    async run(life, books) {
      const asked = ({ number, text: Message }: Sending) => {
        const fields = { Credencial, ...user, Mobile: mobile(number), Send_Project: "N", Message };
        return life.soap(...gateway, "MPG_Send_SMS", fields);
      };
      return (await sendOne(books, "MPG_Send_SMS", pronto, asked, />000</)) !== null;
    },
  },
  {
    name: "MPG_SendSimple_SMS",
    operations: ["mobilepronto/MPG_SendSimple_SMS"],
    async run(life, books) {
      const asked = ({ number, text: Message }: Sending) =>
        life.soap(...simple, "MPG_SendSimple_SMS", { Credencial: Longa, Mobile: mobile(number), Message });
      return (await sendOne(books, "MPG_SendSimple_SMS", pronto, asked, />000</)) !== null;
    },
  },
  ...(["MPG_Send_SMS", "MPG_Send_Long_SMS"] as const).map(
    (method): Act => ({
      name: `${method} of v_3_00`,
      operations: [`mobilepronto/${method === "MPG_Send_SMS" ? "MPG_Send_SMS_v_3_00" : method}`],
      async run(life, books) {
        const asked = ({ number, text: Message }: Sending) => {
          const fields = { ...longa, ...user, Mobile: mobile(number), Send_Project: "N", Message };
          return life.soap(...v300, method, fields);
        };
        return (await sendOne(books, `${method} of v_3_00`, pronto, asked, />000:?</)) !== null;
      },
    }),
  ),
  ...(["smspush/enviasms.aspx", "smsfollow/smsfollow.aspx"] as const).map((page): Act => {
    const name = page.replace(/^.*\/|\.aspx$/g, "");
    return {
      name,
      operations: [`mobilepronto/${name}`],
      async run(life, books) {
        const asked = ({ number, text: MESSAGE }: Sending) => {
          const fields = { CREDENCIAL: Longa, TOKEN: longa.Token, MOBILE: mobile(number), SEND_PROJECT: "N", MESSAGE };
          const query = new URLSearchParams({
            ...fields,
            PRINCIPAL_USER: user.Principal_User,
            AUX_USER: user.Aux_User,
          });
          return life.get(`${life.urls.http}/v_3_00/sms/${page}?${query}`);
        };
        return (await sendOne(books, name, pronto, asked, /^000/)) !== null;
      },
    };
  }),
  {
    name: "MPG_SendandFollowUp_Voice",
    operations: ["mobilepronto/MPG_SendandFollowUp_Voice"],
    async run(life, books) {
      const asked = ({ number, text: Message }: Sending) => {
        const fields = { Credencial: Longa, Token: "TK0001", ...user, Mobile: mobile(number) };
        return life.soap(...voice, "MPG_SendandFollowUp_Voice", { ...fields, Voice: "V-PTBR-F1", Message });
      };
      return (await sendOne(books, "MPG_SendandFollowUp_Voice", pronto, asked, />000:(MPG\d{12})</)) !== null;
    },
  },
  {
    name: "MPG_Status_Voice",
    operations: ["mobilepronto/MPG_Status_Voice"],
    run(life, books) {
      const one = books.known(({ account }) => account === pronto.account);
      const fields = { Credencial: Longa, Token: "TK0001", IDMSG: one?.id ?? "" };
      const asked = one === null ? null : life.soap(...voice, "MPG_Status_Voice", fields);
      return look("MPG_Status_Voice", asked, /Result>(?:024|ok:\d+\.\d\d)</);
    },
  },
  {
    name: "MPG_Query01",
    operations: ["mobilepronto/MPG_Query01"],
    run(life, books) {
      const sent = books.sendings.filter((one) => one.act === "MPG_Send_SMS" && one.acknowledged);
      const one = sent[(books.sendings.length * 31) % Math.max(1, sent.length)];
      if (one === undefined) return Promise.resolve(true);
      const fields = { Credencial, ...user, Mobile: mobile(one.number), Status_Code: "2", Status: "" };
      return look("MPG_Query01", life.soap(...gateway, "MPG_Query01", fields), `Message&gt;${one.text}&lt;`);
    },
  },
  {
    name: "MPG_Credits",
    operations: ["mobilepronto/MPG_Credits"],
    run(life) {
      const fields = { Credencial, Principal_User: user.Principal_User, Status: "" };
      return look("MPG_Credits", life.soap(...gateway, "MPG_Credits", fields), "<Status>000</Status>");
    },
  },
];

/** Inbound messages of phones, through the control API. */
const phones: readonly Act[] = [
  ...["mensagem/main", "sophia/main", accounts.esme.key].map((account) => ({ account, more: "" })),
  // In segments over SMPP.
  { account: accounts.esme.key, more: "longo ".repeat(40).trim() },
].map(({ account, more }) => ({
  name: `MO of ${account}${more === "" ? "" : ", long"}`,
  operations: [],
  async run(life, books) {
    const one = books.phone(account, more);
    const wish = { from: "11988880001", text: one.text, account, answers: null };
    const answer = await life.post(`${life.urls.http}/torpedo/v1/sandboxes/default/inbound`, wish);
    if (answer === null) return false;
    if (!answer.includes(`"text":${JSON.stringify(one.text)}`)) throw new Error(`MO: ${answer}`);
    one.acknowledged = true;
    return true;
  },
}));

export const httpActs: readonly Act[] = [...mensagem, ...sophiaActs, ...mobilepronto, ...phones];
