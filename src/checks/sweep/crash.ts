// Signs in the output of a program that an exception ended it, and no test that failed.

const signs: readonly RegExp[] = [
  /^Unhandled (?:promise )?(?:rejection|exception)\b/im,
  /^(?:\(node:\d+\) |\[)?UnhandledPromiseRejection/m,
  /^(?:error: )?Uncaught (?:exception:? |\(in promise\):? )?[\w.$]*(?:Error|Exception)\b/im,
  /^(?:PHP )?Fatal error: /m,
  /^Exception in thread\b/m,
  /^panic: /m,
  /^Segmentation fault\b/m,
  /^Node\.js v\d+\./m,
];
const traceback = /^Traceback \(most recent call last\)/m;
/** Python's own test runner shows failed assertions with their tracebacks. */
const unittest = /^Ran \d+ tests? in /m;
/** A failed assertion at the start of a line: a test that fails, also without a test runner. */
const assertion = /^(?:Uncaught )?AssertionError\b/m;

/** True if the output looks like that of an uncaught exception, and that of the control run does not. */
export function isUncaught(output: string, control: string): boolean {
  const shows = (sign: RegExp): boolean => sign.test(output) && !sign.test(control);
  if (assertion.test(output)) return false;
  return signs.some(shows) || (shows(traceback) && !unittest.test(output));
}
