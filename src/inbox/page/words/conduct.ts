// Words of the client's conduct. `{name}` stands for a value.

export const conductWords = {
  conduct: { en: "Conduct", pt: "Conduta" },
  "conduct-text": {
    en: "Habits of the client that a provider would punish or bill, judged by the requests of this sandbox.",
    pt: "Hábitos do cliente que um provedor puniria ou cobraria, avaliados pelas requisições deste sandbox.",
  },
  "latest-judged": {
    en: "Only the latest {count} requests are judged.",
    pt: "Só as últimas {count} requisições são avaliadas.",
  },
  "judge-all": { en: "All {count} requests", pt: "Todas as {count} requisições" },
  "verdict-violated": { en: "Violated", pt: "Violadas" },
  "verdict-kept": { en: "Kept", pt: "Cumpridas" },
  "verdict-notAssessed": { en: "Not assessed", pt: "Não avaliadas" },
  "verdict-off": { en: "Off", pt: "Desligadas" },
  "level-error": { en: "error", pt: "erro" },
  "level-warning": { en: "warning", pt: "aviso" },
  "level-note": { en: "note", pt: "nota" },
  assessing: { en: "The requests are being judged…", pt: "Avaliando as requisições…" },
  "none-violated": { en: "No rule is violated", pt: "Nenhuma regra foi violada" },
  "none-assessed": {
    en: "No rule could be assessed yet. Send messages, and let a scenario refuse, delay or lose some.",
    pt: "Nenhuma regra pôde ser avaliada ainda. Envie mensagens e deixe um cenário recusar, atrasar ou perder algumas.",
  },
  occurrences: { en: "{count} of {assessed}", pt: "{count} de {assessed}" },
  wasted: { en: "{credits} credits wasted", pt: "{credits} créditos gastos à toa" },
  "how-to-provoke": { en: "Provoke it", pt: "Provocar" },
  limits: { en: "Reasons to doubt", pt: "Motivos de dúvida" },
} as const;
