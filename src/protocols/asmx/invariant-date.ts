// DateTime.Parse in the invariant culture, by which the HTTP bindings read dates. Its rules were taken from the answers of
// .NET's own class (fixtures/asmx/mono/dates.json): a number of three digits or more is a year, separators between the
// parts of a date all mean the same, commas and points mean nothing, and a time stands before a date or behind a whole one.

import { type DatePart, indexOf, months, plusTicks, possibleDates, ticksOf, weekdays } from "./date-parts.ts";
import { type AsmxDateTime, isDate, missingDateTime, shifted, today, type ZoneAndClock } from "./date-time.ts";

const unreadable = "String was not recognized as a valid DateTime.";
const wrongWeekday = "String was not recognized as a valid DateTime because the day of week was incorrect.";
const wrongOffset = "The time zone offset must be within plus or minus 14 hours.";
const beyondCalendar =
  "The DateTime represented by the string is not supported in calendar System.Globalization.GregorianCalendar.";
const unknownWord = "The string was not recognized as a valid DateTime. There is an unknown word starting at index ";

const farthestOffset = 14 * 60;

const clockTime = /(\d{1,2})\s*:\s*(\d{1,2})(?!\d)(?:\s*:\s*(\d{1,2})(?!\d)(?:\.(\d+))?)?/y;
/** Hours, with minutes behind a colon or as two further digits. */
const zoneOffset = /([+-])(\d{1,2})(?::(\d{1,2})(?::\d{1,2})?|(\d\d))?(?![\d/])/y;

const isoOffset = /([+-])(\d{1,2})(?::(\d{1,2})|(\d\d))?(?![\d:/])/y;
const dateWords: ReadonlySet<string> = new Set(["am", "pm", "z", "gmt", "t", "ad"]);

/** Ends the reading with .NET's message. */
class NoDate extends Error {}

interface DateTimeOfDay {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Hundreds of nanoseconds; 10,000,000 when they round up to a second. */
  readonly ticks: number;
}

/** The date, or the message of the exception. */
export function parseInvariantDateTime(text: string, zone: ZoneAndClock): AsmxDateTime | string {
  try {
    return new DateReader(text, zone).read();
  } catch (error) {
    if (error instanceof NoDate) return error.message;
    throw error;
  }
}

class DateReader {
  readonly #text: string;
  readonly #zone: ZoneAndClock;
  #at = 0;
  readonly #parts: DatePart[] = [];
  /** True once a slash or a dash has stood between two numbers. */
  #joined = false;
  /** True if one stands before what comes next. */
  #joinedNow = false;
  #time: DateTimeOfDay | null = null;
  #half: "am" | "pm" | null = null;
  /** Minutes east of UTC. */
  #offset: number | null = null;
  #weekday: number | null = null;
  /** True of a date that takes no further parts. */
  #closed = false;
  #isIso = false;
  /** True of `12-Jul` with something behind it; alone it is a year and its month. */
  #isDayMonth = false;

  constructor(text: string, zone: ZoneAndClock) {
    this.#text = text.replace(/\0+$/, "");
    this.#zone = zone;
  }

  read(): AsmxDateTime {
    for (this.#skip(); this.#at < this.#text.length; this.#skip()) {
      const char = this.#text.charAt(this.#at);
      if (/\d/.test(char)) this.#number();
      else if (char === "+" || char === "-") this.#zoneOffset(zoneOffset);
      else if (/\p{L}/u.test(char)) this.#word();
      else throw new NoDate(unreadable);
    }
    return this.#result();
  }

  /** Passes white space, commas and points, which mean nothing here. */
  #skip(): number {
    return this.#match(/[\s\u0085,.]*/y)?.[0].length ?? 0;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match !== null) this.#at = pattern.lastIndex;
    return match;
  }

  /** Text ahead, as far as a decision may need it. */
  get #rest(): string {
    return this.#text.slice(this.#at, this.#at + 100);
  }

  get #complete(): boolean {
    return this.#closed || this.#parts.length === 3;
  }

  #number(): void {
    if (this.#isTime()) {
      this.#timeOfDay();
      return;
    }
    const digits = this.#match(/\d+/y)?.[0] ?? "";
    if (digits.length > 8) throw new NoDate(unreadable);
    const value = Number(digits);
    const isYear = digits.length > 2;
    if (this.#hourAlone(value, isYear)) return;
    this.#add({ kind: isYear ? "year" : "number", value });
  }

  #isTime(): boolean {
    return /^\d+\s*:/.test(this.#rest);
  }

  #timeOfDay(): void {
    if (this.#time !== null) throw new NoDate(unreadable);
    const match = this.#match(clockTime);
    const [, hour = "", minute = "", seconds = "0", fraction = ""] = match ?? [];
    if (hour === "" || /^[\s\u0085,.]*[:/]/.test(this.#rest)) throw new NoDate(unreadable);
    if (this.#parts.length > 0 && !this.#complete) {
      this.#hourOfMonthDay(Number(hour), match?.[3] !== undefined);
      return;
    }
    this.#time = { hour: Number(hour), minute: Number(minute), second: Number(seconds), ticks: ticksOf(fraction) };
    if (this.#parts.length === 3) this.#closed = true;
  }

  /** Behind a month's name and one number, these are dropped: the number is the hour, and the next one the minute. */
  #hourOfMonthDay(minute: number, hasSeconds: boolean): void {
    const hour = this.#parts.find(({ kind }) => kind === "number")?.value;
    const isMonthDay = this.#parts.length === 2 && this.#parts.some(({ kind }) => kind === "month");
    if (!isMonthDay || hour === undefined || hasSeconds || this.#joinedNow) throw new NoDate(unreadable);
    this.#drop({ hour, minute, second: 0, ticks: 0 });
  }

  /** Takes a time in place of the parts of a date. */
  #drop(time: DateTimeOfDay): void {
    this.#parts.length = 0;
    this.#closed = true;
    this.#time = time;
  }

  /** A number with AM or PM behind it is an hour, before a date or behind a whole one. */
  #hourAlone(value: number, isYear: boolean): boolean {
    if (!/^\s*[AaPp][Mm](?!\p{L})/u.test(this.#rest) || this.#time !== null) return false;
    const time = { hour: value, minute: 0, second: 0, ticks: 0 };
    const [first] = this.#parts;
    if (this.#parts.length === 1 && !isYear) throw new NoDate(unreadable);
    if (this.#parts.length === 0 || this.#complete) this.#time = time;
    else if (this.#parts.some(({ kind }) => kind !== "number")) return false;
    else if (this.#joined) {
      this.#closed = true;
      this.#time = time;
    } else this.#drop({ ...time, hour: first?.value ?? 0 });
    return true;
  }

  #add(part: DatePart): void {
    if (this.#complete) throw new NoDate(/^\s*\p{L}/u.test(this.#rest) ? this.#wordAhead() : unreadable);
    this.#parts.push(part);
    this.#separator();
    const [first, second] = this.#parts;
    this.#isDayMonth = this.#joined && first?.kind === "number" && second?.kind === "month" && /\S/.test(this.#rest);
    // A whole date has to be one before anything behind it is read, but for the time of ISO 8601.
    if (this.#parts.length === 3 && !/^\s*t(?!\p{L})/iu.test(this.#rest)) this.#date();
  }

  /** Reads the end of a part of a date: a slash, or a dash unless the date is whole, which then begins an offset. */
  #separator(): void {
    const start = this.#at;
    this.#match(/\s*/y);
    const char = this.#text.charAt(this.#at);
    this.#joinedNow = char === "/" || (char === "-" && this.#parts.length < 3);
    if (!this.#joinedNow) {
      this.#at = start;
      return;
    }
    if (this.#parts.length === 3) throw new NoDate(unreadable);
    this.#at += 1;
    this.#joined = true;
    this.#skip();
    if (!/[\d\p{L}]/u.test(this.#text.charAt(this.#at))) throw new NoDate(unreadable);
  }

  #word(): void {
    const start = this.#at;
    if (this.#match(/a\.d\.|ad(?!\p{L})/iuy) !== null) return;
    const word = (this.#match(/\p{L}+/uy)?.[0] ?? "").toLowerCase();
    const month = indexOf(months, word);
    const weekday = indexOf(weekdays, word);
    if (word === "am" || word === "pm") this.#halfOfDay(word);
    else if (word === "z" || word === "gmt") this.#utc();
    else if (month >= 0) this.#month(month + 1);
    else if (weekday >= 0) this.#dayOfWeek(weekday);
    else if (word === "t" && this.#isIsoDate()) this.#isoTime();
    else throw new NoDate(word === "t" && this.#parts.length > 0 ? unreadable : `${unknownWord}${start}.`);
  }

  /** The complaint about the word that comes next. */
  #wordAhead(): string {
    this.#match(/\s*/y);
    const start = this.#at;
    const word = (this.#match(/\p{L}+/uy)?.[0] ?? "").toLowerCase();
    const isDateWord = indexOf(months, word) >= 0 || indexOf(weekdays, word) >= 0 || dateWords.has(word);
    return isDateWord ? unreadable : `${unknownWord}${start}.`;
  }

  #halfOfDay(half: "am" | "pm"): void {
    const isPending = this.#parts.some(({ kind }) => kind === "month") && !this.#complete;
    if (this.#half !== null || isPending) throw new NoDate(unreadable);
    this.#half = half;
  }

  #month(value: number): void {
    if (this.#parts.some(({ kind }) => kind === "month")) throw new NoDate(unreadable);
    this.#add({ kind: "month", value });
  }

  #dayOfWeek(value: number): void {
    if (this.#weekday !== null || /^\s*[/]/.test(this.#rest)) throw new NoDate(unreadable);
    this.#weekday = value;
  }

  /** A date in the order year, month, day, before which nothing stands. */
  #isIsoDate(): boolean {
    const [year, month, day] = this.#parts;
    return year?.kind === "year" && month?.kind === "number" && day?.kind === "number" && this.#time === null;
  }

  /** The rest as ISO 8601 has it: two digits each, Z or an offset, and nothing more; the day of the week is not looked at. */
  #isoTime(): void {
    const match = this.#match(/\s*(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?\s*(z(?!\p{L}))?/iuy);
    const [, hour = "", minute = "", second = "0", fraction = "", utc] = match ?? [];
    if (hour === "") throw new NoDate(unreadable);
    this.#isIso = true;
    this.#closed = true;
    this.#time = { hour: Number(hour), minute: Number(minute), second: Number(second), ticks: ticksOf(fraction) };
    if (utc !== undefined) this.#utc();
    else if (/^[+-]/.test(this.#rest)) this.#zoneOffset(isoOffset);
    if (/\S/.test(this.#rest)) throw new NoDate(unreadable);
  }

  #zoneOffset(pattern: RegExp): void {
    const [, sign = "", hours = "", colon, compact] = this.#match(pattern) ?? [];
    const minutes = Number(colon ?? compact ?? 0);
    if (sign === "" || minutes > 59) throw new NoDate(unreadable);
    const total = Number(hours) * 60 + minutes;
    if (total > farthestOffset) throw new NoDate(wrongOffset);
    if (this.#parts.length === 1) throw new NoDate(unreadable);
    this.#setOffset(sign === "-" ? -total : total);
  }

  #utc(): void {
    const isPlainPair = this.#parts.length === 2 && !this.#joined && this.#parts.every(({ kind }) => kind === "number");
    if (this.#parts.length > 0 && !this.#complete && !isPlainPair) throw new NoDate(unreadable);
    this.#setOffset(0);
  }

  #setOffset(minutes: number): void {
    if (this.#offset !== null) throw new NoDate(unreadable);
    this.#offset = minutes;
  }

  #result(): AsmxDateTime {
    const time = this.#time ?? { hour: 0, minute: 0, second: 0, ticks: 0 };
    if (this.#parts.length === 0 && this.#time === null) throw new NoDate(unreadable);
    const date = this.#parts.length === 0 ? today(this.#zone) : this.#date();
    const hour = this.#hour(time.hour);
    if (hour > 23 || time.minute > 59 || time.second > 59) throw new NoDate(beyondCalendar);
    const value = plusTicks({ ...date, hour, minute: time.minute, second: time.second }, time.ticks);
    const day = new Date(Date.UTC(2000, 0, 1));
    day.setUTCFullYear(date.year, date.month - 1, date.day);
    if (!this.#isIso && this.#weekday !== null && day.getUTCDay() !== this.#weekday) throw new NoDate(wrongWeekday);
    return this.#offset === null ? value : shifted(value, this.#zone.utcOffset - this.#offset, "local");
  }

  #hour(hour: number): number {
    if (this.#half === null) return hour;
    if (this.#half === "am") {
      if (hour > 12) throw new NoDate(unreadable);
      return hour % 12;
    }
    if (hour > 23) throw new NoDate(unreadable);
    return hour < 12 ? hour + 12 : hour;
  }

  #date(): AsmxDateTime {
    const { year } = today(this.#zone);
    for (const [y, m, d] of possibleDates(this.#parts, year, this.#isDayMonth)) {
      if (isDate(y, m, d) && y <= 9999) return { ...missingDateTime, year: y, month: m, day: d };
    }
    throw new NoDate(this.#isIso ? beyondCalendar : unreadable);
  }
}
