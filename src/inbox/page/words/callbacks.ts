// Words of callbacks and their attempts. `{name}` stands for a value.

export const callbackWords = {
  "callbacks-hint": {
    en: "Choose a callback to see every attempt.",
    pt: "Escolha um callback para ver cada tentativa.",
  },
  "no-callbacks": { en: "No callback yet", pt: "Nenhum callback ainda" },
  "no-callbacks-text": {
    en: "Reports and replies go to the addresses of an account, or to a bound SMPP session.",
    pt: "DLRs e respostas vão aos endereços de uma conta, ou a uma sessão SMPP conectada.",
  },
  "no-callbacks-link": { en: "Set the addresses of an account", pt: "Definir os endereços de uma conta" },
  "no-callbacks-file": { en: "Or in the accounts file:", pt: "Ou no arquivo de contas:" },
  "callback-waiting": { en: "waiting", pt: "aguardando" },
  "callback-delivered": { en: "received", pt: "recebido" },
  "callback-given-up": { en: "given up", pt: "abandonado" },
  "callback-lost": { en: "lost by the scenario", pt: "perdido pelo cenário" },
  "callback-dropped": { en: "dropped", pt: "descartado" },
  "about-what": { en: "About", pt: "Sobre" },
  reports: { en: "reports", pt: "DLRs" },
  replies: { en: "replies", pt: "respostas" },
  "a-reply": { en: "Reply", pt: "Resposta" },
  attempts: { en: "{count} attempts", pt: "{count} tentativas" },
  "next-attempt": { en: "next attempt {when}", pt: "próxima tentativa {when}" },
  "attempt-number": { en: "attempt {number}", pt: "tentativa {number}" },
  "under-way": { en: "under way", pt: "em curso" },
  "no-attempts": { en: "No attempt yet.", pt: "Ainda não houve tentativa." },
  "repeat-now": { en: "Repeat now", pt: "Repetir agora" },
} as const;
