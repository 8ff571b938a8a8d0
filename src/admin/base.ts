/** Where the control API lives. */
export const apiBase = "/torpedo/page";
