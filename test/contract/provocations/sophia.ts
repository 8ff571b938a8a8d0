// How each status and cause of Sophia comes about. A cause is known by its sentence: the status is 0 for all of them.

import type { Emulator } from "../../../src/client/sandbox.ts";
import { emulate, sendSophia } from "../../support/sandboxed.ts";
import { untyped } from "../../support/scenario/untyped.ts";
import { byScenario, type Provocations, type Provoke } from "./provocation.ts";

const token = "DEMO-SOPHIA-TOKEN";
const black = "5511999990666";
const good = { destino: "11999990001", msg: "Oi" };
/** Sentences by which a client tells the causes apart. */
const causes: Readonly<Record<string, string>> = {
  "TOKEN INVALIDO": "001",
  "NUMERO DE DESTINO INVALIDO": "002",
  "NUMERO DE DESTINO NAO INFORMADO": "002",
  "MENSAGEM VAZIA": "003",
  "MENSAGEM MUITO LONGA": "004",
  "ID JA UTILIZADO": "005",
  "SALDO INSUFICIENTE": "006",
  "LIMITE DE 1000 MENSAGENS EXCEDIDO": "007",
  "JSON INVALIDO": "008",
  "NUMERO BLOQUEADO": "009",
  "LIMITE DE REQUISICOES EXCEDIDO": "010",
  "ERRO INTERNO": "011",
  "ID MUITO LONGO": "012",
  "MENSAGEM DO LOTE FORA DO FORMATO": "013",
};

function codeIn(answer: string): string {
  const detail = /"detailDescription":"([^"]*)"/.exec(answer)?.[1] ?? "";
  if (answer.includes('"status":200')) return "200";
  return causes[detail.replace(/(?: NA POSICAO|:).*/, "")] ?? detail;
}

type Post = (emulator: Emulator, body: unknown) => Promise<string>;
const post =
  (path: string): Post =>
  async (emulator, body) => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const headers = { "Content-Type": "application/json" };
    return (await fetch(`${emulator.urls.http}/api/${path}.php`, { method: "POST", headers, body: text })).text();
  };

/** Provocations that both sending operations share; `ask` sends one message. */
function sending(operation: string, request: (change: object) => Provoke, broken: Provoke): Record<string, Provoke> {
  const dial = (code: string): Provoke => request({ destino: `11900000${code}` });
  return {
    "0": async (emulator) => ((await dial("001")(emulator)) === "001" ? "0" : "?"),
    "200": request({}),
    "001": request({ token: "nobody" }),
    "002": request({ destino: "20999990001" }),
    "003": request({ msg: " " }),
    "004": request({ msg: "x".repeat(40_000) }),
    "005": async (emulator) => {
      await request({ id: "duas" })(emulator);
      return request({ id: "duas" })(emulator);
    },
    "006": byScenario("sophia", operation, "no-credit", request({})),
    "007": dial("007"),
    "008": broken,
    "009": request({ destino: "11999990666" }),
    "010": dial("010"),
    "011": dial("011"),
    "012": request({ id: "x".repeat(101) }),
    "013": dial("013"),
  };
}

const unitario = (change: object): Provoke => {
  return async (emulator) => codeIn(await post("unitario")(emulator, { token, ...good, ...change }));
};
const envio = ({ token: other, ...change }: { readonly token?: string }): Provoke => {
  return async (emulator) => {
    const body = [{ token: other ?? token, mensagens: [{ ...good, ...change }] }];
    return codeIn(await post("envio")(emulator, body));
  };
};

/** The status that dlr.php shows of a message with this life, so many seconds after it was sent. */
function visible(life: unknown, seconds: number): Provoke {
  return async (emulator) => {
    const rules = [{ rule: "life", when: { provider: "sophia", operation: "unitario" }, then: [{ life }] }];
    await emulator.scenario.put(untyped({ scenario: "sweep", rules }));
    const id = await sendSophia(emulator);
    await emulator.clock.advance(seconds * 1_000);
    const answer = await (await fetch(`${emulator.urls.http}/api/dlr.php?token=${token}&id=${id}`)).text();
    return /"status":"(\d)"/.exec(answer)?.[1] ?? answer;
  };
}

export const sophia: Provocations = {
  start: () => emulate({ "sophia/main": { credits: 100_000, numbers: { [black]: { blackList: true } } } }),
  operations: {
    unitario: sending("unitario", unitario, async (emulator) => codeIn(await post("unitario")(emulator, "{"))),
    envio: {
      ...sending("envio", envio, async (emulator) => codeIn(await post("envio")(emulator, "["))),
      "007": async (emulator) => codeIn(await post("envio")(emulator, [{ token, mensagens: Array(1_001).fill(good) }])),
      "013": async (emulator) => codeIn(await post("envio")(emulator, [{ token, mensagens: ["x"] }])),
    },
    dlr: {
      "0": visible("delivered", 0),
      "1": visible("sent-only", 10),
      "2": visible("delivered", 10),
      "3": visible("undelivered", 10),
      "4": visible("rejected", 10),
      "5": async () => {
        const dialect = { providers: { sophia: { expiredStatus: 5 } } };
        return visible("expired", 200_000)(await emulate({ "sophia/main": { credits: 1_000 } }, dialect));
      },
    },
    mo: {},
  },
};
