// Sentences in English and Brazilian Portuguese. Each room keeps its own table, both languages of a code beside one another.

export const languages = ["en", "pt"] as const;
export type Language = (typeof languages)[number];

/** Words in both languages. */
export type Bilingual = Readonly<Record<Language, string>>;

/** Value of a parameter: the same in both languages, or words of its own in each. */
export type SentenceValue = string | number | Bilingual;

export type SentenceParameters = Readonly<Record<string, SentenceValue>>;

/** A code with its parameters, and the sentence in both languages. */
export interface Sentence extends Bilingual {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Codes with their texts. `{name}` stands for a parameter; both texts name the same ones. */
export type SentenceTable = Readonly<Record<string, Bilingual>>;

/** Names of the parameters in a text. */
export type ParameterIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParameterIn<Rest>
  : never;

/** Rest arguments of a text: its parameters, or nothing. */
export type ParametersOf<Text extends string> = [ParameterIn<Text>] extends [never]
  ? []
  : [params: Readonly<Record<ParameterIn<Text>, SentenceValue>>];

/** A table whose texts name other parameters than their translations does not compile. */
export type SameParameters<Table extends SentenceTable> = {
  readonly [Code in keyof Table]: [ParameterIn<Table[Code]["en"]>, ParameterIn<Table[Code]["pt"]>] extends [
    ParameterIn<Table[Code]["pt"]>,
    ParameterIn<Table[Code]["en"]>,
  ]
    ? Bilingual
    : { readonly pt: ParameterIn<Table[Code]["en"]> };
};

export type SentenceMaker<Table extends SentenceTable> = <Code extends keyof Table & string>(
  code: Code,
  ...params: ParametersOf<Table[Code]["en"]>
) => Sentence;

/** Returns the maker of a table's sentences. A missing language or parameter does not compile. */
export function sentencesOf<const Table extends SentenceTable>(
  table: Table & SameParameters<Table>,
): SentenceMaker<Table> {
  return (code, ...[params]: readonly SentenceParameters[]) => sentenceOf(code, table[code], params);
}

/** Returns a sentence with its parameters in their places. */
export function sentenceOf(code: string, { en, pt }: Bilingual, params: SentenceParameters = {}): Sentence {
  const inEnglish = Object.entries(params).map(([name, value]) => [name, typeof value === "object" ? value.en : value]);
  return { code, params: Object.fromEntries(inEnglish), en: filled(en, params, "en"), pt: filled(pt, params, "pt") };
}

/** Returns the words of a value in both languages. */
export function bilingual(value: SentenceValue): Bilingual {
  return typeof value === "object" ? { en: value.en, pt: value.pt } : { en: `${value}`, pt: `${value}` };
}

/** `a b c`, or with another separator. */
export function joined(values: readonly SentenceValue[], separator = " "): Bilingual {
  const words = values.map(bilingual);
  return { en: words.map(({ en }) => en).join(separator), pt: words.map(({ pt }) => pt).join(separator) };
}

/** `a, b and c`. */
export function listed(values: readonly SentenceValue[]): Bilingual {
  const words = values.map(bilingual);
  return {
    en: lastBehind(
      words.map(({ en }) => en),
      "and",
    ),
    pt: lastBehind(
      words.map(({ pt }) => pt),
      "e",
    ),
  };
}

/** `a, b or c`. */
export function either(values: readonly SentenceValue[]): Bilingual {
  const words = values.map(bilingual);
  return {
    en: lastBehind(
      words.map(({ en }) => en),
      "or",
    ),
    pt: lastBehind(
      words.map(({ pt }) => pt),
      "ou",
    ),
  };
}

/** `2nd`; `2ª`, as of a time or a request. */
export function ordinal(n: number): Bilingual {
  const ending = n % 100 >= 11 && n % 100 <= 13 ? "th" : (["th", "st", "nd", "rd"][n % 10] ?? "th");
  return { en: `${n}${ending}`, pt: `${n}ª` };
}

function lastBehind(items: readonly string[], and: string): string {
  if (items.length < 2) return items[0] ?? "";
  return `${items.slice(0, -1).join(", ")} ${and} ${items.at(-1) ?? ""}`;
}

/** Puts parameters in their places. */
export function filled(text: string, params: SentenceParameters, language: Language): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name] ?? "";
    return typeof value === "object" ? value[language] : `${value}`;
  });
}
