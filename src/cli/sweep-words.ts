// Sentences of the course of a sweep: its list, its control run, and the bounds that it hit.

import { sentencesOf } from "../core/sentences.ts";

export const say = sentencesOf({
  control: {
    en: "control  {operations}; {messages}, exit 0  {time}",
    pt: "controle  {operations}; {messages}, saída 0  {time}",
  },
  "time-over": {
    en: "the time was over before the first outcome",
    pt: "o tempo acabou antes do primeiro desfecho",
  },
  "too-few-runs": {
    en: "an outcome takes {runs} (--repeat), and --max-runs allows {allowed}",
    pt: "um desfecho exige {runs} (--repeat), e --max-runs permite {allowed}",
  },
  "interrupted-first": {
    en: "the sweep was interrupted before the first outcome",
    pt: "o sweep foi interrompido antes do primeiro desfecho",
  },
  "control-late": {
    en: "{command} fails with everything well: it was ended after {duration}",
    pt: "{command} falha com tudo em ordem: foi encerrado depois de {duration}",
  },
  "control-failed": {
    en: "{command} fails with everything well: it {how}",
    pt: "{command} falha com tudo em ordem: {how}",
  },
  "other-operations": {
    en: "the control run made no request to an operation that is swept, but to {operations}",
    pt: "a execução de controle não fez requisição a nenhuma operação do sweep, só a {operations}",
  },
  strays: {
    en: "{requests} came without a credential of the sandbox: does the command read the variables that torpedo env shows",
    pt: "{requests} sem credencial do sandbox: o comando lê as variáveis que torpedo env mostra",
  },
  "no-request": {
    en: "it made no request: does it read TORPEDO_URL?",
    pt: "ele não fez nenhuma requisição: ele lê TORPEDO_URL?",
  },
  "no-request-try": {
    en: "it made no request: does it read TORPEDO_URL? Try {flags}",
    pt: "ele não fez nenhuma requisição: ele lê TORPEDO_URL? Tente {flags}",
  },
  "left-operation": {
    en: "{operation} is left out: the control run made no request to it.",
    pt: "{operation} fica de fora: a execução de controle não fez requisição a ela.",
  },
  skipped: {
    en: "{outcomes} skipped, because {because}: {ids}.",
    pt: "{outcomes} de fora, porque {because}: {ids}.",
  },
  "each-struck": { en: "Each request is struck.", pt: "Cada requisição é atingida." },
  "number-struck": {
    en: "Request {request} of an operation is struck.",
    pt: "A requisição {request} de uma operação é atingida.",
  },
  "first-requests": {
    en: "Only the first {count} requests of a run are looked at.",
    pt: "Só as primeiras {count} requisições de uma execução são examinadas.",
  },
  unsteady: {
    en: "Two control runs differ in their requests: {operations} is not steady.",
    pt: "Duas execuções de controle diferem nas requisições: {operations} não é estável.",
  },
  "left-interrupted": {
    en: "The sweep was interrupted: {outcomes} left out: {ids}.",
    pt: "O sweep foi interrompido: {outcomes} de fora: {ids}.",
  },
  "left-time": {
    en: "The time of {duration} (--time) was over: {outcomes} left out: {ids}.",
    pt: "O tempo de {duration} (--time) acabou: {outcomes} de fora: {ids}.",
  },
  "left-runs": {
    en: "The {runs} of --max-runs were used: {outcomes} left out: {ids}.",
    pt: "--max-runs permite só {runs}: {outcomes} de fora: {ids}.",
  },
  planned: { en: "{outcomes}, {runs} and a control run.", pt: "{outcomes}, {runs} e uma execução de controle." },
  "planned-cut": {
    en: "--max-runs {allowed} leaves out {count} of them.",
    pt: "--max-runs {allowed} deixa de fora {count} delas.",
  },
  "time-unknown": {
    en: "Their time is unknown without a control run.",
    pt: "O tempo delas é desconhecido sem uma execução de controle.",
  },
  "time-about": {
    en: "About {seconds} s by the last control run; outcomes that keep a client waiting take longer.",
    pt: "Cerca de {seconds} s pela última execução de controle; desfechos que fazem o cliente esperar levam mais.",
  },
  "time-about-jobs": {
    en: "About {seconds} s by the last control run, {fewer} s with --jobs {jobs}; outcomes that keep a client waiting take longer.",
    pt: "Cerca de {seconds} s pela última execução de controle, {fewer} s com --jobs {jobs}; desfechos que fazem o cliente esperar levam mais.",
  },
  "no-control": {
    en: "No control run is known: these are all operations that a client could use.",
    pt: "Nenhuma execução de controle é conhecida: estas são todas as operações que um cliente poderia usar.",
  },
  assumed: { en: "{kinds} (assumed)", pt: "{kinds} (suposto)" },
});
