// The numbering plans as tables: calling codes of countries (ITU-T E.164) and the 67 area codes of Brazil (Anatel).

// biome-ignore format: one line a region of the plan
const areas: ReadonlySet<string> = new Set([
  "11", "12", "13", "14", "15", "16", "17", "18", "19",
  "21", "22", "24", "27", "28",
  "31", "32", "33", "34", "35", "37", "38",
  "41", "42", "43", "44", "45", "46", "47", "48", "49",
  "51", "53", "54", "55",
  "61", "62", "63", "64", "65", "66", "67", "68", "69",
  "71", "73", "74", "75", "77", "79",
  "81", "82", "83", "84", "85", "86", "87", "88", "89",
  "91", "92", "93", "94", "95", "96", "97", "98", "99",
]);

/** Country codes that belong to a land (no satellite or service codes). None begins another. */
const countries: ReadonlySet<string> = new Set(
  [
    "1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66",
    "81 82 84 86 90 91 92 93 94 95 98",
    "211 212 213 216 218 220 221 222 223 224 225 226 227 228 229 230 231 232 233 234 235 236 237 238 239",
    "240 241 242 243 244 245 246 247 248 249 250 251 252 253 254 255 256 257 258 260 261 262 263 264 265 266 267 268 269",
    "290 291 297 298 299 350 351 352 353 354 355 356 357 358 359 370 371 372 373 374 375 376 377 378 380 381 382 383",
    "385 386 387 389 420 421 423 500 501 502 503 504 505 506 507 508 509 590 591 592 593 594 595 596 597 598 599",
    "670 672 673 674 675 676 677 678 679 680 681 682 683 685 686 687 688 689 690 691 692",
    "850 852 853 855 856 880 886 960 961 962 963 964 965 966 967 968 970 971 972 973 974 975 976 977 992 993 994 995 996 998",
  ].flatMap((line) => line.split(" ")),
);

export const brazil = "55";

/** Whether two digits are an area code (DDD) of Brazil. */
export function isArea(area: string): boolean {
  return areas.has(area);
}

export function isCountry(code: string): boolean {
  return countries.has(code);
}

/** The country code that digits begin with, or null. */
export function countryOf(digits: string): string | null {
  for (let length = 1; length <= 3; length++) {
    const code = digits.slice(0, length);
    if (countries.has(code)) return code;
  }
  return null;
}
