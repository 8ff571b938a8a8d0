// Sentences about the end of a run.

import { sentencesOf } from "../core/sentences.ts";

export const say = sentencesOf({
  interrupted: { en: "the run was interrupted", pt: "a execução foi interrompida" },
  "ended-after": { en: "was ended after {duration}", pt: "foi encerrado depois de {duration}" },
  ending: { en: "{command} {how}", pt: "{command} {how}" },
  run: { en: "{ending}; sandbox {sandbox} has {counts}", pt: "{ending}; o sandbox {sandbox} tem {counts}" },
  "clock-manual": {
    en: "the clock is manual: the scenario sets it, in place of --clock {clock}; statuses come when the test moves it (torpedo clock advance 5s)",
    pt: "o relógio é manual: o cenário o define, em vez de --clock {clock}; os status vêm quando o teste o avança (torpedo clock advance 5s)",
  },
  "clock-real": {
    en: "the clock is real: the scenario sets it, in place of --clock {clock}",
    pt: "o relógio é o real: o cenário o define, em vez de --clock {clock}",
  },
  "clock-speeded": {
    en: "the clock is speeded: the scenario sets it, in place of --clock {clock}",
    pt: "o relógio é acelerado: o cenário o define, em vez de --clock {clock}",
  },
  "no-request": {
    en: "no request came: does the command read TORPEDO_URL? --env NAME={template} gives it other names, --as-proxy a proxy",
    pt: "nenhuma requisição veio: o comando lê TORPEDO_URL? --env NOME={template} lhe dá outros nomes, --as-proxy um proxy",
  },
  unexpected: {
    en: "requests matched rules with expect: never: {rules}; the run fails for them with --coverage",
    pt: "requisições casaram com regras de expect: never: {rules}; a execução falha por isso com --coverage",
  },
  strays: {
    en: "{requests} came with credentials of another sandbox than {sandbox}: give the command those of its variables (torpedo run -- env lists them), or the emulator yours by --accounts",
    pt: "{requests} com credenciais de outro sandbox que não {sandbox}: dê ao comando as das suas variáveis (torpedo run -- env as lista), ou ao emulador as suas com --accounts",
  },
});
