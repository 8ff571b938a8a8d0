// What each HTTP door takes, as its document names it: the fields of every operation, with a value that is right first.

/** Each field with values that mean something there. */
export type Fields = Readonly<Record<string, readonly string[]>>;
export type HttpDoorName = "mensagem" | "mobilepronto" | "wbsapi" | "sophia" | "control";

interface Way {
  readonly path: string;
  readonly operation: string;
  readonly namespace?: string;
  readonly fields: Fields;
  readonly kinds: readonly ("query" | "form" | "json" | "soap" | "multipart")[];
}

const u = ["126b114c", "00000000", "QUIET"];
const to = ["11999990001", "+55(11)999990001", "11999990002;11999990003", "abc"];
const m = ["Oi", "{A};B", "Sua fatura"];

const sms = (operation: string, fields: Fields): Way => ({
  path: `/sms/${operation}`,
  operation,
  fields: { u, ...fields },
  kinds: ["query", "query", "query", "form"],
});
const asmx = (path: string, namespace: string, operation: string, fields: Fields): Way => ({
  path,
  operation,
  namespace,
  fields,
  kinds: ["soap", "soap", "soap", "form", "query"],
});
const api = (operation: string, fields: Fields, ...kinds: Way["kinds"]): Way => ({
  path: `/api/${operation}.php`,
  operation,
  fields: { token: ["DEMO-SOPHIA-TOKEN", "x"], ...fields },
  kinds: [...kinds, "query", "json"],
});
const control = (path: string, fields: Fields): Way => ({
  path: `/torpedo/v1${path}`,
  operation: "",
  fields,
  kinds: ["json", "json", "query"],
});

const caller = {
  Credencial: ["DEMO0000000000000020"],
  Principal_User: ["12345678000195"],
  Aux_User: ["LOJA"],
  Mobile: to,
  Send_Project: ["N", "S"],
};
const gateway = "http://www.mpgateway.com/";
const wbs = { Identificacao: u, Telefone: to, Mensagem: m, Agenda: ["0001-01-01T00:00:00", "2026-03-02T12:00:00"] };

export const httpDoors: Readonly<Record<HttpDoorName, readonly Way[]>> = {
  mensagem: [
    sms("send", { n: to, m, id: ["1"], l: ["28149"], c: ["622"], a: ["02/03/2026 12:00"] }),
    sms("mult", { n: to, m, id: ["1;2"] }),
    sms("stat", { h: ["0".repeat(32)] }),
    sms("stam", { h: [`${"0".repeat(32)};${"1".repeat(32)}`] }),
    sms("recv", { h: ["x"] }),
    sms("cacl", { h: ["1;2"] }),
    ...["crdtf", "cnnvl", "cnus", "crctn", "oper"].map((name) => sms(name, {})),
    sms("cadus", { n: ["A"], d: ["a@b.c"], p: ["x"], t: ["1"], c: ["622"] }),
    sms("cict", { d: ["X"], e: ["a@b.c"] }),
  ],
  mobilepronto: [
    asmx("/Service.asmx", gateway, "MPG_Send_SMS", { ...caller, Message: m }),
    asmx("/Service.asmx", gateway, "MPG_Credits", caller),
    asmx("/Service.asmx", gateway, "MPG_Query01", { ...caller, IDMSG: ["1"] }),
    asmx("/sms/v_2_00/service.asmx", "http://www.pwgateway.com/", "MPG_SendSimple_SMS", { ...caller, Message: m }),
    asmx("/voice/v_3_00/service.asmx", gateway, "MPG_SendandFollowUp_Voice", { ...caller, Message: m, Token: ["x"] }),
    asmx("/voice/v_3_00/service.asmx", gateway, "MPG_Status_Voice", { ...caller, Status_Code: ["1"] }),
  ],
  wbsapi: [
    asmx("/wbsapi.asmx", "http://tempuri.org/", "sendUnique", {
      ...wbs,
      TipoMensagem: ["0", "1"],
      CentroCustos: ["0"],
      IdExterno: ["0"],
    }),
    asmx("/wbsapi.asmx", "http://tempuri.org/", "status", { Identificacao: u, Hash: ["0".repeat(32)] }),
    asmx("/wbsapi.asmx", "http://tempuri.org/", "cancel", { Usuario: u, Hash: ["1"] }),
  ],
  sophia: [
    api("unitario", { destino: to, msg: m, id: ["1"], data: ["2026-03-02 12:00:00"] }, "form"),
    api("envio", { mensagens: ["x"], destino: to, msg: m, id: ["1"] }, "json", "json", "multipart"),
    api("lote", { mensagens: ["x"], destino: to, msg: m }, "json"),
    api("dlr", { id: ["1"] }),
    api("mo", {}),
  ],
  control: [
    control("/sandboxes/none/wait", { what: ["messages", "calls"], timeout: ["1ms"], count: ["1"] }),
    control("/sandboxes/none/messages", { limit: ["5"], after: ["1"], text: m }),
    control("/sandboxes/default/verify", { what: ["messages"], atLeast: ["1"] }),
    control("/sandboxes/default/scenario/check", { text: ["scenario: x"], library: ["x"] }),
    control("/sandboxes/default/inbounds", { from: to, text: m, provider: ["sophia"] }),
    control("/sandboxes/none", { seed: ["1"], rehearsal: ["true"] }),
  ],
};
