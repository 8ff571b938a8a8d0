// Addresses that only an account's own list of hosts may open: link-local ones, and those where clouds keep their machines'
// secrets. Every outgoing connection is checked twice: as it is written, and after its name is resolved.

/** Parts of IPv4 that are guarded: the octets that they begin with. */
const guarded4 = [
  [169, 254],
  [100, 100, 100, 200],
] as const;

/**
 * True if an address in figures is link-local or of a cloud's metadata, also within IPv6. Names are not.
 * @param host as the URL class writes it, or a bare address
 */
export function isGuarded(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  const octets = octetsOf(bare);
  if (octets !== null) return isGuarded4(octets);
  const groups = groupsOf(bare);
  if (groups === null) return false;
  const [first = 0, second = 0, third = 0] = groups;
  if ((first & 0xffc0) === 0xfe80 || metadata6.includes(groups.join(":"))) return true;
  // 6to4 (RFC 3056) has an IPv4 address behind its prefix, Teredo (RFC 4380) at its end, inverted.
  if (first === 0x2002) return isGuarded4(octetsIn(second, third));
  const [high = 0, low = 0] = groups.slice(-2);
  if (first === 0x2001 && second === 0) return isGuarded4(octetsIn(high ^ 0xffff, low ^ 0xffff));
  const prefix = groups.slice(0, 6).join(":");
  return (embedding.includes(prefix) || prefix.startsWith(localNat64)) && isGuarded4(octetsIn(high, low));
}

const metadata6 = ["fd00:ec2::254", "fd20:ce::254"].map((address) => groupsOf(address)?.join(":"));
/** IPv4-compatible, IPv4-mapped, IPv4-translated and NAT64 (RFC 6052): the first six groups. */
const embedding = ["::", "::ffff:0:0", "::ffff:0:0:0", "64:ff9b::"].map((address) =>
  groupsOf(address)?.slice(0, 6).join(":"),
);
/** NAT64 within a network (RFC 8215). */
const localNat64 = [0x64, 0xff9b, 1].join(":");

function isGuarded4(octets: readonly number[]): boolean {
  return guarded4.some((begin) => begin.every((octet, index) => octets[index] === octet));
}

function octetsIn(high: number, low: number): readonly number[] {
  return [high >> 8, high & 0xff, low >> 8, low & 0xff];
}

function octetsOf(text: string): readonly number[] | null {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) ? text.split(".").map(Number) : null;
}

/** The eight groups of an IPv6 address; null: the text is none. */
function groupsOf(text: string): readonly number[] | null {
  if (!/^[0-9a-f:]*:[0-9a-f:.]*$/i.test(text)) return null;
  const octets = octetsOf(/[\d.]+$/.exec(text)?.[0] ?? "");
  const [a = 0, b = 0, c = 0, d = 0] = octets ?? [];
  const tail = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  const [head = "", rest] = (octets === null ? text : text.replace(/[\d.]+$/, tail)).split("::");
  const numbers = (part: string): number[] =>
    part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16));
  const [before, after] = [numbers(head), numbers(rest ?? "")];
  const missing = 8 - before.length - after.length;
  if (rest === undefined ? missing !== 0 : missing < 0) return null;
  return [...before, ...Array.from({ length: missing }, () => 0), ...after];
}

interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** Resolves a name, as `lookup` of `node:dns` does. */
export type LookUp = (
  hostname: string,
  options: { readonly all: true },
  done: (error: Error | null, addresses: readonly ResolvedAddress[]) => void,
) => void;

/** Resolves a name for `connect` of `node:net`. */
export type GuardedLookUp = (
  hostname: string,
  options: { readonly all?: boolean | undefined },
  done: (error: Error | null, address: string | ResolvedAddress[], family?: number) => void,
) => void;

/** Leaves out guarded addresses: a connection goes to an address that was checked. */
export function guardedLookUp(lookUp: LookUp): GuardedLookUp {
  return (hostname, options, done) => {
    lookUp(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) {
        done(error, "", 0);
        return;
      }
      const allowed = addresses.filter(({ address }) => !isGuarded(address));
      const [first] = allowed;
      if (first === undefined) {
        const refused = new Error(
          `${hostname} stands for a link-local address or a cloud's metadata, which may not be called`,
        );
        done(Object.assign(refused, { code: "ENOTALLOWED" }), "", 0);
      } else if (options.all === true) done(null, allowed);
      else done(null, first.address, first.family);
    });
  };
}
