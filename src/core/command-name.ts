/** Start of each command in a sentence or report: runs in a project that has this package, as it is pasted. */
export const commandName = "npx torpedo-sms";
