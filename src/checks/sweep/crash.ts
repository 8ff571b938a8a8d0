// Signs in the output of a program that an exception ended it, and no test that failed.

const signs: readonly RegExp[] = [
  /^Node\.js v\d+\./m,
  /\bUn(?:handled|caught)(?: |[A-Z])/,
  /\bPHP Fatal error\b/,
  /^Fatal error: /m,
  /\bException in thread\b/,
  /^panic: /m,
  /^Segmentation fault\b/m,
];
const traceback = /^Traceback \(most recent call last\)/m;
/** Python's own test runner shows failed assertions with their tracebacks. */
const unittest = /^Ran \d+ tests? in /m;

/** True if the output looks like that of an uncaught exception, and that of the control run does not. */
export function isUncaught(output: string, control: string): boolean {
  const shows = (sign: RegExp): boolean => sign.test(output) && !sign.test(control);
  return signs.some(shows) || (shows(traceback) && !unittest.test(output));
}
