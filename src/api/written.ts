// Names and values of an operation's input as text: in a query, in a path, as flags of the command line.

import * as z from "zod";

/** A name under which text is written. `textContains=Oi` stands for `{ text: { contains: "Oi" } }`. */
export interface WrittenName {
  readonly name: string;
  readonly key: string;
  /** Form of the value; null: the value itself. */
  readonly form: string | null;
  readonly schema: z.core.$ZodType;
}

/** @param input a plain object schema; of any other there are no names */
export function writtenNames(input: z.ZodType): readonly WrittenName[] {
  if (!(input instanceof z.ZodObject)) return [];
  return Object.entries<z.core.$ZodType>(input.shape).flatMap(([key, schema]) => [
    { name: key, key, form: null, schema },
    ...formsOf(schema).map(([form, inner]) => ({
      name: `${key}${form.charAt(0).toUpperCase()}${form.slice(1)}`,
      key,
      form,
      schema: inner,
    })),
  ]);
}

/** Objects with one text each among the choices of a union. */
function formsOf(schema: z.core.$ZodType): readonly (readonly [string, z.core.$ZodType])[] {
  const inner = unwrapped(schema);
  const { def } = (inner as z.core.$ZodTypes)._zod;
  if (def.type !== "union") return [];
  return def.options.flatMap((option) => {
    const entries = option instanceof z.ZodObject ? Object.entries<z.core.$ZodType>(option.shape) : [];
    return entries.length === 1 ? entries : [];
  });
}

export function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "optional":
    case "default":
    case "nullable":
    case "readonly":
      return unwrapped(def.innerType);
    case "pipe":
      return unwrapped(def.in);
    default:
      return schema;
  }
}

/** Reads text by the schema of its place: `5` is a number only where one is wanted. */
export function fromText(schema: z.core.$ZodType, texts: readonly string[]): unknown {
  const inner = unwrapped(schema);
  const { def } = (inner as z.core.$ZodTypes)._zod;
  const [text = ""] = texts;
  if (text === "none" && z.safeParse(schema, null).success) return null;
  if (def.type === "array") return texts.map((text) => fromText(def.element, [text]));
  // A list where one value is wanted: the schema refuses it.
  if (texts.length > 1) return texts;
  if (def.type === "union") {
    const fits = def.options.find((option) => z.safeParse(option, fromText(option, texts)).success);
    return fits === undefined ? text : fromText(fits, texts);
  }
  if (def.type === "record") return jsonIn(text);
  if (def.type === "number" && /^-?\d+(?:\.\d+)?$/.test(text)) return Number(text);
  if (def.type === "boolean" && /^(?:true|false)$/.test(text)) return text === "true";
  return text;
}

/** The value of JSON text; other text stays, for the schema to refuse. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The input that text stands for. Names that the schema does not have stay, for it to refuse. */
export function inputFromText(
  input: z.ZodType,
  texts: ReadonlyMap<string, readonly string[]>,
): Record<string, unknown> {
  const names = new Map(writtenNames(input).map((written) => [written.name, written]));
  const read: Record<string, unknown> = Object.create(null);
  for (const [name, values] of texts) {
    const written = names.get(name);
    if (written === undefined) read[name] = values[0];
    else {
      const value = fromText(written.schema, values);
      // Two forms of one text: the second is refused under its own name.
      const at = Object.hasOwn(read, written.key) ? name : written.key;
      read[at] = written.form === null ? value : { [written.form]: value };
    }
  }
  return read;
}
