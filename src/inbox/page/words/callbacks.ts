// Words of callbacks and their attempts. `{name}` stands for a value.

export const callbackWords = {
  "callbacks-hint": {
    en: "Choose a callback to see every attempt.",
    pt: "Escolha um callback para ver cada tentativa.",
  },
  "no-callbacks": { en: "No callback yet", pt: "Nenhum callback ainda" },
  "no-callbacks-text": {
    en: "Reports and replies go to the addresses of an account, or to a bound SMPP session. Give addresses in the accounts file:",
    pt: "DLRs e respostas vão aos endereços de uma conta, ou a uma sessão SMPP conectada. Dê os endereços no arquivo de contas:",
  },
  "callback-waiting": { en: "waiting", pt: "esperando" },
  "callback-delivered": { en: "received by the client", pt: "recebido pelo cliente" },
  "callback-given-up": { en: "given up", pt: "desistiu" },
  "callback-lost": { en: "lost by the scenario", pt: "perdido pelo cenário" },
  "callback-dropped": { en: "dropped", pt: "descartado" },
  "about-what": { en: "About", pt: "Sobre" },
  reports: { en: "reports", pt: "DLRs" },
  replies: { en: "replies", pt: "respostas" },
  "a-reply": { en: "Reply", pt: "Resposta" },
  attempts: { en: "{count} attempts", pt: "{count} tentativas" },
  "next-attempt": { en: "next attempt {when}", pt: "próxima {when}" },
  "attempt-number": { en: "attempt {number}", pt: "tentativa {number}" },
  "under-way": { en: "under way", pt: "em curso" },
  "no-attempts": { en: "No attempt yet.", pt: "Ainda não houve tentativa." },
  "repeat-now": { en: "Repeat now", pt: "Repetir agora" },
} as const;
