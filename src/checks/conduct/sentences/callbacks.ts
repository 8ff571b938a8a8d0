// Sentences of rules about callbacks and polls.

import type { RuleSentences } from "./rule-sentences.ts";

const callbacks = "--callback dlr=http://127.0.0.1:4000/dlr --callback mo=http://127.0.0.1:4000/mo";
/** The scenario has a manual clock: callbacks come while the clock moves, behind the command. */
const later = `--settle 1h --service "npm start" --ready http://127.0.0.1:4000/ ${callbacks}`;

export const callbackSentences: Readonly<Record<string, RuleSentences>> = {
  TC401: {
    name: { en: "receiver answers errors", pt: "o receptor responde com erros" },
    why: {
      en: "The provider repeats the callback and gives up at last: the report is lost.",
      pt: "O provedor repete o callback e por fim desiste: o DLR se perde.",
    },
    remedy: {
      en: "Answer 200 once the callback is stored, and work on it later.",
      pt: "Responda 200 assim que o callback estiver guardado e trate-o depois.",
    },
    run: callbacks,
    test: { en: "sends a message and takes its reports", pt: "envia uma mensagem e recebe seus DLRs" },
  },
  TC402: {
    name: { en: "receiver is slow", pt: "o receptor é lento" },
    why: {
      en: "A slow receiver holds up all further reports of the account.",
      pt: "Um receptor lento segura todos os DLRs da conta.",
    },
    remedy: {
      en: "Store the callback, answer at once, and work on it later.",
      pt: "Guarde o callback, responda na hora e trate-o depois.",
    },
    run: callbacks,
    test: { en: "sends five messages and takes their reports", pt: "envia cinco mensagens e recebe seus DLRs" },
  },
  TC403: {
    name: { en: "receiver redirects or wants a login", pt: "o receptor redireciona ou pede login" },
    why: {
      en: "Providers follow no redirect and have no login.",
      pt: "Provedores não seguem redirecionamentos e não têm login.",
    },
    remedy: {
      en: "Give the final address, and let the provider in by its address or by a secret in the path.",
      pt: "Informe o endereço final e reconheça o provedor pelo endereço ou por um segredo no caminho.",
    },
    run: callbacks,
    test: { en: "sends a message and takes its reports", pt: "envia uma mensagem e recebe seus DLRs" },
  },
  TC404: {
    name: { en: "receiver refuses duplicates", pt: "o receptor recusa cópias" },
    why: {
      en: "A copy that is refused comes again and again.",
      pt: "Uma cópia recusada volta sempre.",
    },
    remedy: {
      en: "Answer 200 to a report that you have already.",
      pt: "Responda 200 a um DLR que você já tem.",
    },
    run: `--scenario reports-duplicated ${later}`,
    test: { en: "sends a message and takes its reports", pt: "envia uma mensagem e recebe seus DLRs" },
  },
  TC406: {
    name: { en: "success with another code than wanted", pt: "sucesso com outro código" },
    why: {
      en: "The provider takes the answer for a failure, and repeats the callback.",
      pt: "O provedor trata a resposta como falha e repete o callback.",
    },
    remedy: {
      en: "Answer exactly 200.",
      pt: "Responda exatamente 200.",
    },
    run: callbacks,
    test: { en: "sends by Sophia and takes its reports", pt: "envia pela Sophia e recebe seus DLRs" },
  },
  TC408: {
    name: { en: "wrote to a phone that opted out", pt: "escreveu a um telefone que pediu para sair" },
    why: {
      en: "Law and operators forbid messages after an opt-out.",
      pt: "A lei e as operadoras proíbem mensagens após o pedido.",
    },
    remedy: {
      en: "Block the number at SAIR, PARAR, STOP or CANCELAR; one confirmation within a minute is allowed.",
      pt: "Bloqueie o número em SAIR, PARAR, STOP ou CANCELAR; uma confirmação em um minuto é permitida.",
    },
    run: `--scenario opt-out ${later}`,
    test: {
      en: "sends to 11999990090 by Mensagem and takes inbound messages",
      pt: "envia para 11999990090 pela Mensagem e recebe mensagens de telefones",
    },
  },
  TC410: {
    name: { en: "polls too often", pt: "consulta demais" },
    why: {
      en: "Operators block clients that ask for the same news many times a second.",
      pt: "Operadoras bloqueiam clientes que pedem as mesmas novidades várias vezes por segundo.",
    },
    remedy: {
      en: "Take callbacks, or ask at most once a second.",
      pt: "Receba callbacks, ou consulte no máximo uma vez por segundo.",
    },
    run: "--scenario reports-48-hours-late",
    test: { en: "asks for the status of a message", pt: "consulta o status de uma mensagem" },
  },
  TC501: {
    name: { en: "function that is out of date", pt: "função obsoleta" },
    why: {
      en: "The function answers OUT-OF-DATE since 29/02/2020.",
      pt: "A função responde OUT-OF-DATE desde 29/02/2020.",
    },
    remedy: {
      en: "Take callbacks, or use STATUS and inBox of WBSAPI.",
      pt: "Receba callbacks, ou use STATUS e inBox de WBSAPI.",
    },
    run: "",
    test: { en: "asks STAT, STAM or RECV of Mensagem", pt: "chama STAT, STAM ou RECV da Mensagem" },
  },
};
