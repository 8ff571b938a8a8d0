// Finds one-time codes in the text of an SMS: digits or letters near a word such as código, senha or token. Prices, dates,
// hours, phone numbers and numbers of documents are none. Portuguese and English, in time linear in the text.

import { linkParts } from "./links.ts";
import { withoutAccents } from "./text.ts";

/** Codes of a text at most. */
const maxCodes = 20;

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));

/** Words that name a code. */
const nouns = words(
  `codigo codigos cod code codes token senha pin otp passcode password verificacao verification autenticacao
  authentication validacao`,
);
/** Words behind such a noun that make it the number of something else. */
const otherNumbers = words(
  `barras barra rastreio rastreamento rastreador cliente assinante produto item promocional desconto cupom area postal
  reserva localizador pix pedido contrato fatura boleto convenio beneficio indicacao curso turma atendimento protocolo
  imovel matricula instalacao consumidor barcode tracking order booking evento voo agencia`,
);
/** Words right before a number that is no code. */
const labels = words(
  `pedido protocolo atendimento nota nf nfe boleto fatura contrato apto ap apartamento sala bloco casa lote rua av avenida
  km cep cpf cnpj rg placa voo matricula referencia ref ano agencia ag ramal quarto mesa guiche rastreio rastreamento
  order invoice duvidas`,
);
/** The same before four digits, and before seven or eight. */
const cardLabels = words("final finais terminado terminada termina cartao ending");
const phoneLabels = words("telefone tel fone celular ligue ligar sac whatsapp numero");
/** Words right behind a number that counts something. */
const units = words(
  `segundos segundo seg minutos minuto min horas hora hs dias dia meses anos reais pontos pts km kg mg ml gb mb milhas
  parcelas vezes x unidades pessoas vagas metros mil seconds minutes hours days points miles`,
);
const offers = words("cupom desconto promo promocao promocional off frete oferta ganhe brinde coupon discount");
/** Words of a message that lets somebody in. */
const proofs = words(
  `verificacao acesso acessar login entrar seguranca token senha confirmar confirmacao autenticar autenticacao autorizar
  validar validacao valido cadastro compartilhe informe expira pin otp verification verify share expires`,
);
const links = words("e eh is como as sera");
const verbs = words("use utilize digite informe insira enter type");
const purposes =
  /^(?:verific|confirm|entrar|acess|valid|autentic|autoriz|logar|login|sign|log|ativ|conclu|cadastr|redefin|recuper|continu)/;
const sends = words("envie enviar responda mande sms text reply");
const abbreviations = words("cod n no nro num");

/** Numbers of other kinds; each has a bounded length, so that no pattern takes more than linear time. */
const others: readonly RegExp[] = [
  /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}/g,
  /(?:R\$|US\$|U\$|€|\$)\s?\d[\d.,]{0,15}/gi,
  /(?<!\d)\d{1,9}(?:\.\d{3}){0,4},\d{1,2}(?!\d)/g,
  /(?<![\d.])\d{2,3}(?:\.\d{3}){2}[/-]\d{2,4}(?:-\d{2})?(?!\d)/g,
  /(?<![\d.])\d{1,3}(?:\.\d{3})+(?!\d)/g,
  /(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/g,
  /(?<!\d)\d{1,2}([/.-])\d{1,2}(?:\1\d{2,4})?(?!\d)/g,
  /(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)/g,
  /(?<!\d)\d{1,2}\s?h(?:s|rs?)?\s?(?:\d{2})?(?![\p{L}\d])/giu,
  /(?<!\d)\d{1,3}(?:[.,]\d{1,2})?\s?%/g,
  /(?<!\d)0[389]00[\s-]?\d{2,3}[\s-]?\d{3,4}(?!\d)/g,
  /(?<!\d)(?:\+?\d{1,3}\s?)?\(?\d{2}\)?\s?(?:9\s?)?\d{4}[\s.-]\d{4}(?!\d)/g,
  /\(\d{2,3}\)\s?\d{8,9}(?!\d)/g,
  /(?<!\d)9?\d{4}[\s-]\d{4}(?!\d)/g,
  /(?<!\d)\d{5}-\d{3}(?!\d)/g,
  /(?<!\d)\d{4,12}-[\dx](?![\p{L}\d])/giu,
  /\*[\d*]{1,12}#/g,
  // Hash by which an Android program knows its SMS, at the end of the text.
  /(?<!\S)(?=[A-Za-z]{0,10}[\d+/])[A-Za-z\d+/]{11}\s{0,9}$/g,
];

/** A word, a number or a mixture, with what stands before it. */
interface Token {
  readonly at: number;
  readonly text: string;
  /** In lower case without accents. */
  readonly word: string;
  readonly kind: "word" | "digits" | "mixed" | "other";
  /** Text between the token and the one before. */
  readonly gap: string;
  /** True if the token begins a sentence. */
  readonly begins: boolean;
}

const chunk = /[\p{L}\p{M}\d]+(?:-[\p{L}\p{M}\d]+)*/gu;
const hint = /c[oó]d|token|senha|pin|otp|pass|verif|autent|valid|use|utilize|digite|informe|insira|enter|type/i;
/** Last line of an SMS that a browser fills in by itself: `@example.com #123456`. */
const bound = /@[\w.-]{3,253} #([A-Za-z0-9]{4,10})\s*$/m;

/** Returns the one-time codes of a text, as the text has them, each once. */
export function oneTimeCodes(text: string): readonly string[] {
  if (!/\d/.test(text)) return [];
  const filledIn = bound.exec(text)?.[1];
  const own = hint.test(text) ? codesNear(tokensOf(text)) : [];
  return [...new Set(filledIn === undefined ? own : [...own, filledIn])].slice(0, maxCodes);
}

function tokensOf(text: string): readonly Token[] {
  let masked = text;
  for (const { at, text: link } of linkParts(text))
    masked = masked.slice(0, at) + " ".repeat(link.length) + masked.slice(at + link.length);
  for (const other of others) masked = masked.replace(other, (match) => " ".repeat(match.length));
  const tokens: Token[] = [];
  let end = 0;
  for (const { 0: match, index } of masked.matchAll(chunk)) {
    const gap = masked.slice(end, index);
    const before = tokens.at(-1);
    end = index + match.length;
    // `123 456` is a single code.
    if (before?.text.length === 3 && gap === " " && /^\d{3}$/.test(match) && /^\d{3}$/.test(before.text)) {
      tokens.pop();
      const whole = `${before.text} ${match}`;
      tokens.push({ ...before, text: whole, word: whole, kind: "digits" });
      continue;
    }
    const begins = before === undefined || (/[.!?;]/.test(gap) && !abbreviations.has(before.word));
    const word = withoutAccents(match).toLowerCase();
    tokens.push({ at: index, text: match, word, kind: kindOf(match), gap, begins });
  }
  return tokens;
}

function kindOf(text: string): Token["kind"] {
  if (/^(?:\d{4,8}|\d{3}-\d{3}|[A-Z]{1,3}-\d{4,8})$/.test(text)) return "digits";
  if (!/\d/.test(text)) return "word";
  const isMixed = /[A-Za-z]/.test(text) && /^(?:[A-Za-z\d]{4,10}|[A-Z\d]{3,5}(?:-[A-Z\d]{3,5}){1,2})$/.test(text);
  return isMixed ? "mixed" : "other";
}

function codesNear(tokens: readonly Token[]): readonly string[] {
  const some = (list: ReadonlySet<string>): boolean => tokens.some(({ word }) => list.has(word));
  if (some(offers) && !some(proofs)) return [];
  const isOffer = some(offers);
  const accepted: number[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== "digits" && (token.kind !== "mixed" || isOffer)) continue;
    if (counts(tokens, index)) continue;
    if (isNamed(tokens, index, accepted.at(-1) ?? -1)) accepted.push(index);
  }
  if (accepted.length === 0 && some(nouns) && some(proofs)) accepted.push(...soleCode(tokens));
  return accepted.flatMap((index) => tokens[index]?.text ?? []);
}

/** The only number of six digits of a text, in another sentence than its noun. */
function soleCode(tokens: readonly Token[]): readonly number[] {
  const six = [...tokens.keys()].filter((index) => /^\d{3}[ -]?\d{3}$/.test(tokens[index]?.text ?? ""));
  return six.length === 1 ? six.filter((index) => !counts(tokens, index) && !isLabelled(tokens, index)) : [];
}

/** True if a number counts something: `1800 segundos`. */
function counts(tokens: readonly Token[], index: number): boolean {
  const next = tokens[index + 1];
  return next !== undefined && !next.begins && units.has(next.word);
}

/** True if a noun before or behind the token, or a verb, makes it a code. @param last the code before */
function isNamed(tokens: readonly Token[], index: number, last: number): boolean {
  const noun = nounBefore(tokens, index, last);
  if (noun !== null) return isCodeOf(tokens, noun, index);
  return !isLabelled(tokens, index) && (isExplained(tokens, index) || isDemanded(tokens, index));
}

/** Place of the nearest noun in the sentence before a token, as far away as the token's look allows. */
function nounBefore(tokens: readonly Token[], index: number, last: number): number | null {
  const token = tokens[index];
  if (token === undefined || token.begins) return null;
  const reach = token.kind === "mixed" ? 5 : token.text.length >= 6 ? 11 : 9;
  for (let place = index - 1; place > last && place >= index - reach; place--) {
    const before = tokens[place];
    if (before === undefined) return null;
    if (nouns.has(before.word)) return place;
    if (before.begins) return null;
  }
  return null;
}

function isCodeOf(tokens: readonly Token[], noun: number, index: number): boolean {
  const token = tokens[index];
  const before = tokens[index - 1];
  if (token === undefined || before === undefined) return false;
  const between = tokens.slice(noun + 1, index).map(({ word }) => word);
  if (between.slice(0, 3).some((word) => otherNumbers.has(word))) return false;
  const isIntroduced = /[:=]/.test(token.gap) || links.has(before.word) || index === noun + 1;
  // A year, and a mixture with small letters, are seldom a code.
  const isRare = token.kind === "mixed" ? /[a-z]/.test(token.text) : /^(?:19|20)\d\d$/.test(token.text);
  if (isRare && !isIntroduced) return false;
  // `código para finalizar seu pedido: 482913`
  const isPurpose = /^(?:para|to)$/.test(between[0] ?? "");
  return (isPurpose && isIntroduced && !isShortNumber(tokens, index)) || !isLabelled(tokens, index);
}

/** True if the word before says that the number is that of something else. */
function isLabelled(tokens: readonly Token[], index: number): boolean {
  const { text = "", begins = true } = tokens[index] ?? {};
  if (begins) return false;
  const first = tokens[index - 1];
  const near = [first, ...(first?.begins === false ? [tokens[index - 2]] : [])].map((token) => token?.word ?? "");
  const digits = text.replace(/\D/g, "").length;
  return (
    near.some((word) => labels.has(word) || (digits === 4 && cardLabels.has(word))) ||
    (digits >= 7 && near.some((word) => phoneLabels.has(word))) ||
    isShortNumber(tokens, index)
  );
}

/** True of the number in `envie SAIR para 28149`. */
function isShortNumber(tokens: readonly Token[], index: number): boolean {
  if (!/^(?:para|p|ao|to)$/.test(tokens[index - 1]?.word ?? "")) return false;
  return tokens.slice(Math.max(0, index - 4), index).some(({ word }) => sends.has(word));
}

/** True of the code in `482913 é o seu código`. */
function isExplained(tokens: readonly Token[], index: number): boolean {
  const [next, ...rest] = tokens.slice(index + 1, index + 13);
  if (next === undefined || next.begins) return false;
  const isLinked = /[=:–-]/.test(next.gap) || (links.has(next.word) && (next.text !== "e" || isOwn(rest[0])));
  if (!isLinked) return false;
  const sentence = [next, ...rest];
  const end = sentence.findIndex(({ begins }) => begins);
  const within = end === -1 ? sentence : sentence.slice(0, end);
  const noun = within.slice(0, 8).findIndex(({ word }) => nouns.has(word));
  if (noun === -1) return false;
  const behind = within.slice(noun + 1, noun + 4);
  return behind.every(({ word, kind }) => kind !== "digits" && kind !== "mixed" && !otherNumbers.has(word));
}

function isOwn(token: Token | undefined): boolean {
  return token !== undefined && /^(?:o|a|seu|sua|teu|the|your)$/.test(token.word);
}

/** True of the code in `digite 4821 para confirmar`. */
function isDemanded(tokens: readonly Token[], index: number): boolean {
  const [first, second, third] = [tokens[index - 1], tokens[index + 1], tokens[index + 2]];
  const verb = first !== undefined && /^(?:o|a|os)$/.test(first.word) ? tokens[index - 2] : first;
  if (verb === undefined || !verbs.has(verb.word) || second?.begins !== false) return false;
  return /^(?:para|to|e|no|na)$/.test(second.word) && purposes.test(third?.word ?? "");
}
