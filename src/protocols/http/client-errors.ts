// Why a callback could not be delivered, in one or two sentences with the likely remedy.

/** @param error what undici threw */
export function explainFailure(error: unknown, origin: string, hostname: string): string {
  const { code, message, name } = inner(error);
  switch (code) {
    case "ECONNREFUSED":
      return `${origin} refused the connection: nothing listens there.${containerHint(hostname)}`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
    case "EAI_NODATA":
      return `The name ${hostname} cannot be resolved (DNS): check its spelling, or use an address this machine can resolve.`;
    case "EHOSTUNREACH":
    case "ENETUNREACH":
    case "EADDRNOTAVAIL":
      return `There is no route to ${origin}: check the address and the network.`;
    case "ETIMEDOUT":
    case "UND_ERR_CONNECT_TIMEOUT":
      return `${origin} did not take the connection in time: a firewall may drop the packets.`;
    case "ECONNRESET":
    case "EPIPE":
    case "UND_ERR_SOCKET":
      return `${origin} closed the connection without a whole answer: see the receiver's log.`;
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
    case "SELF_SIGNED_CERT_IN_CHAIN":
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
    case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
      return `TLS: the certificate of ${origin} is not trusted (${message}). Start with NODE_EXTRA_CA_CERTS set to its authority's file, or use http.`;
    case "CERT_HAS_EXPIRED":
    case "CERT_NOT_YET_VALID":
      return `TLS: the certificate of ${origin} is not valid today (${message}).`;
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return `TLS: the certificate of ${origin} is for another name: use the name it was made for.`;
    case "ERR_SSL_WRONG_VERSION_NUMBER":
    case "ERR_SSL_PACKET_LENGTH_TOO_LONG":
    case "EPROTO":
      return `TLS: ${origin} does not speak it: use http:// if the receiver has no certificate.`;
  }
  if (name === "HTTPParserError" || code.startsWith("HPE_") || code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH") {
    return `${origin} answered with something that is not HTTP (${message}).`;
  }
  if (code === "UND_ERR_HEADERS_OVERFLOW") return `${origin} answered with headers that are too long.`;
  if (code === "UND_ERR_INVALID_ARG") return `The request cannot be sent: ${message}.`;
  return `The callback to ${origin} failed: ${message}${code === "" ? "" : ` (${code})`}.`;
}

function containerHint(hostname: string): string {
  const here = hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.");
  if (!here) return "";
  return ` If the emulator runs in a container, ${hostname} is the container itself: use host.docker.internal or the receiver's service name.`;
}

/** The error that says most: undici wraps some, and a name with several addresses gives several. */
function inner(error: unknown): { code: string; message: string; name: string } {
  let at = error;
  for (let depth = 0; depth < 4; depth++) {
    if (at instanceof AggregateError && at.errors.length > 0) at = at.errors[0];
    else if (at instanceof Error && codeOf(at) === "" && at.cause instanceof Error) at = at.cause;
    else break;
  }
  if (!(at instanceof Error)) return { code: "", message: String(at), name: "" };
  return { code: codeOf(at), message: at.message.replace(/\s+/g, " ").trim(), name: at.name };
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
