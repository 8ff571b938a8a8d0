// Actions of clients over HTTP and SOAP.

import { type Act, cancelAll, look, sendMany, sendMessage } from "./acts.ts";
import type { Sending } from "./books.ts";
import { accounts, type Life } from "./life.ts";

const { key: main, user: u } = accounts.main;
const sms = (life: Life, functionName: string, fields: Readonly<Record<string, string>>): Promise<string | null> =>
  life.get(`${life.urls.mensagem}/sms/${functionName}?${new URLSearchParams({ u, ...fields })}`);
const wbsapi = (life: Life, method: string, fields: Readonly<Record<string, string>>): Promise<string | null> =>
  life.soap("/wbsapi.asmx", "http://tempuri.org/", method, { Identificacao: u, ...fields });
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
      (await sendMessage(
        books,
        "send",
        callbacks,
        ({ number: n, text: m }) => sms(life, "send", { n, m }),
        protocolo,
      )) !== null,
  },
  {
    name: "send in a second",
    operations: ["mensagem/send"],
    async run(life, books) {
      const query = ({ number: n, text: m }: Sending) => sms(life, "send", { n, m, d: inSaoPaulo(soon) });
      return (await sendMessage(books, "send in a second", callbacks, query, protocolo)) !== null;
    },
  },
  {
    name: "mult, layout 0",
    operations: ["mensagem/mult"],
    run: (life, books) => {
      const query = (all: readonly Sending[]) =>
        sms(life, "mult", { l: "0", n: all.map(({ number }) => number).join(";"), m: "Oi a todos" });
      return sendMany(books, "mult", { ...callbacks, text: "Oi a todos" }, query, protocolos);
    },
  },
  {
    name: "mult, layout 1",
    operations: ["mensagem/mult"],
    run: (life, books) => {
      const query = (all: readonly Sending[]) =>
        sms(life, "mult", { l: "1", c: all.map(({ number, text }) => `${number}|${text}|1`).join(";") });
      return sendMany(books, "mult 1", callbacks, query, protocolos);
    },
  },
  {
    name: "send and cacl",
    operations: ["mensagem/send", "mensagem/cacl"],
    async run(life, books) {
      const item = await sendMessage(books, "send later", { ...callbacks, due: "later" }, sendLater(life), protocolo);
      return (
        item !== null && cancelAll("cacl", [item], () => sms(life, "cacl", { h: item.id ?? "" }), /^[0-9a-f]{32};9;/)
      );
    },
  },
  {
    name: "send and cancel",
    operations: ["mensagem/send", "mensagem/cancel"],
    async run(life, books) {
      const item = await sendMessage(books, "send later", { ...callbacks, due: "later" }, sendLater(life), protocolo);
      const query = () => wbsapi(life, "cancel", { Hash: item?.id ?? "" });
      return item !== null && cancelAll("cancel", [item], query, />[0-9a-f]{32};9;/);
    },
  },
  {
    name: "sendUnique",
    operations: ["mensagem/sendUnique"],
    async run(life, books) {
      const none = { Agenda: "0001-01-01T00:00:00", TipoMensagem: "0", CentroCustos: "0", IdExterno: "0" };
      const query = ({ number: Telefone, text: Mensagem }: Sending) =>
        wbsapi(life, "sendUnique", { Telefone, Mensagem, ...none });
      return (await sendMessage(books, "sendUnique", callbacks, query, /Result>1;([0-9a-f]{32})</)) !== null;
    },
  },
  {
    name: "sendMultiple",
    operations: ["mensagem/sendMultiple"],
    run: (life, books) => {
      const query = (all: readonly Sending[]) =>
        wbsapi(life, "sendMultiple", { Conteudo: all.map(({ number, text }) => `${number}|${text}`).join(";") });
      return sendMany(books, "sendMultiple", callbacks, query, /1;([0-9a-f]{32})/g);
    },
  },
  {
    name: "status",
    operations: ["mensagem/status"],
    run(life, books) {
      const item = books.earlier(({ account }) => account === main);
      const answered = item === null ? null : wbsapi(life, "status", { Hash: item.id });
      // 5 is what an unknown one is, too.
      return look("status", answered, /Result>[0-9a-f]{32};[0-4679];/);
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
      const query = ({ number: destino, text: msg }: Sending) => sophia(life, "unitario", { destino, msg });
      return (await sendMessage(books, "unitario", { account: "sophia/main" }, query, /"mesageID":"([^"]+)"/)) !== null;
    },
  },
  {
    name: "envio",
    operations: ["sophia/envio"],
    run: (life, books) => {
      const query = (all: readonly Sending[]) => {
        const mensagens = all.map(({ number, text }) => ({ destino: number, msg: text, id: `e${number}` }));
        return life.post(`${life.urls.http}/api/envio.php`, [{ token: "DEMO-SOPHIA-TOKEN", mensagens }]);
      };
      return sendMany(books, "envio", { account: "sophia/main" }, query, /"mesageID":"([^"]+)"/g);
    },
  },
  {
    name: "dlr",
    operations: ["sophia/dlr"],
    run(life, books) {
      const item = books.earlier(({ account }) => account === "sophia/main");
      return look("dlr", item === null ? null : sophia(life, "dlr", { id: item.id }), `"id":"${item?.id}"`);
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
const pronto = { account: "mobilepronto/main", report: "none" } as const;
const mobile = (number: string): string => `+55(${number.slice(0, 2)})${number.slice(2)}`;

const mobilepronto: readonly Act[] = [
  {
    name: "MPG_Send_SMS",
    operations: ["mobilepronto/MPG_Send_SMS"],
    async run(life, books) {
      const query = ({ number, text: Message }: Sending) => {
        const fields = { Credencial, ...user, Mobile: mobile(number), Send_Project: "N", Message };
        return life.soap(...gateway, "MPG_Send_SMS", fields);
      };
      return (await sendMessage(books, "MPG_Send_SMS", pronto, query, />000</)) !== null;
    },
  },
  {
    name: "MPG_SendSimple_SMS",
    operations: ["mobilepronto/MPG_SendSimple_SMS"],
    async run(life, books) {
      const query = ({ number, text: Message }: Sending) =>
        life.soap(...simple, "MPG_SendSimple_SMS", { Credencial: Longa, Mobile: mobile(number), Message });
      return (await sendMessage(books, "MPG_SendSimple_SMS", pronto, query, />000</)) !== null;
    },
  },
  ...(["MPG_Send_SMS", "MPG_Send_Long_SMS"] as const).map(
    (method): Act => ({
      name: `${method} of v_3_00`,
      operations: [`mobilepronto/${method === "MPG_Send_SMS" ? "MPG_Send_SMS_v_3_00" : method}`],
      async run(life, books) {
        const query = ({ number, text: Message }: Sending) => {
          const fields = { ...longa, ...user, Mobile: mobile(number), Send_Project: "N", Message };
          return life.soap(...v300, method, fields);
        };
        return (await sendMessage(books, `${method} of v_3_00`, pronto, query, />000:?</)) !== null;
      },
    }),
  ),
  ...(["smspush/enviasms.aspx", "smsfollow/smsfollow.aspx"] as const).map((page): Act => {
    const name = page.replace(/^.*\/|\.aspx$/g, "");
    return {
      name,
      operations: [`mobilepronto/${name}`],
      async run(life, books) {
        const querySm = ({ number, text: MESSAGE }: Sending) => {
          const fields = { CREDENCIAL: Longa, TOKEN: longa.Token, MOBILE: mobile(number), SEND_PROJECT: "N", MESSAGE };
          const query = new URLSearchParams({
            ...fields,
            PRINCIPAL_USER: user.Principal_User,
            AUX_USER: user.Aux_User,
          });
          return life.get(`${life.urls.http}/v_3_00/sms/${page}?${query}`);
        };
        return (await sendMessage(books, name, pronto, querySm, /^000/)) !== null;
      },
    };
  }),
  {
    name: "MPG_SendandFollowUp_Voice",
    operations: ["mobilepronto/MPG_SendandFollowUp_Voice"],
    async run(life, books) {
      const query = ({ number, text: Message }: Sending) => {
        const fields = { Credencial: Longa, Token: "TK0001", ...user, Mobile: mobile(number) };
        return life.soap(...voice, "MPG_SendandFollowUp_Voice", { ...fields, Voice: "V-PTBR-F1", Message });
      };
      return (await sendMessage(books, "MPG_SendandFollowUp_Voice", pronto, query, />000:(MPG\d{12})</)) !== null;
    },
  },
  {
    name: "MPG_Status_Voice",
    operations: ["mobilepronto/MPG_Status_Voice"],
    run(life, books) {
      const item = books.earlier(({ account }) => account === pronto.account);
      const fields = { Credencial: Longa, Token: "TK0001", IDMSG: item?.id ?? "" };
      const answered = item === null ? null : life.soap(...voice, "MPG_Status_Voice", fields);
      return look("MPG_Status_Voice", answered, /Result>(?:024|ok:\d+\.\d\d)</);
    },
  },
  {
    name: "MPG_Query01",
    operations: ["mobilepronto/MPG_Query01"],
    run(life, books) {
      const sent = books.sendings.filter((sending) => sending.act === "MPG_Send_SMS" && sending.acknowledged);
      const item = sent[(books.sendings.length * 31) % Math.max(1, sent.length)];
      if (item === undefined) return Promise.resolve(true);
      const fields = { Credencial, ...user, Mobile: mobile(item.number), Status_Code: "2", Status: "" };
      return look("MPG_Query01", life.soap(...gateway, "MPG_Query01", fields), `Message&gt;${item.text}&lt;`);
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
    const item = books.phone(account, more);
    const input = { from: "11988880001", text: item.text, account, answers: null };
    const answer = await life.post(`${life.urls.http}/torpedo/v1/sandboxes/default/inbound`, input);
    if (answer === null) return false;
    if (!answer.includes(`"text":${JSON.stringify(item.text)}`)) throw new Error(`MO: ${answer}`);
    item.acknowledged = true;
    return true;
  },
}));

export const httpActs: readonly Act[] = [...mensagem, ...sophiaActs, ...mobilepronto, ...phones];
