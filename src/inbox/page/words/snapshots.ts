// Words of the snapshots of a sandbox. `{name}` stands for a value.

export const snapshotWords = {
  snapshots: { en: "Snapshots", pt: "Instantâneos" },
  "snapshots-text": {
    en: "A snapshot keeps messages, queue, accounts, clock and scenario as they are now. Restore it to try again, or fork it into a sandbox with credentials of its own.",
    pt: "Um instantâneo guarda mensagens, fila, contas, relógio e cenário como estão agora. Restaure-o para tentar de novo, ou duplique-o em um sandbox com credenciais próprias.",
  },
  "snapshot-name": { en: "Name", pt: "Nome" },
  "save-snapshot": { en: "Save", pt: "Salvar" },
  "no-snapshots": { en: "Nothing is saved yet.", pt: "Nada foi salvo ainda." },
  "snapshot-messages": { en: "messages: {count}", pt: "mensagens: {count}" },
  restore: { en: "Restore", pt: "Restaurar" },
  "restore-sure": {
    en: "Make {sandbox} again what it was at {name}? Everything after it is lost.",
    pt: "Voltar {sandbox} ao que era em {name}? Tudo o que veio depois se perde.",
  },
  "remove-sure": { en: "Remove the snapshot {name}?", pt: "Remover o instantâneo {name}?" },
  fork: { en: "Fork", pt: "Duplicar" },
  "fork-name": { en: "Name of the new sandbox", pt: "Nome do novo sandbox" },
} as const;
