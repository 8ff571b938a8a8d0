/** True if the glob names the id, in any case of letters. @param glob `*` stands for any characters */
export function matches(glob: string, id: string): boolean {
  const [first = "", ...others] = glob.toUpperCase().split("*");
  const text = id.toUpperCase();
  if (others.length === 0) return first === text;
  const last = others.at(-1) ?? "";
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of others.slice(0, -1)) {
    const index = text.indexOf(part, at);
    if (index < 0) return false;
    at = index + part.length;
  }
  return at <= text.length - last.length;
}
