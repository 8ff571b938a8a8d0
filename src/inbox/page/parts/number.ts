/** `+55 11 99999-0001` from `5511999990001`; other numbers as they are. */
export function phone(digits: string): string {
  const [, area, first, last] = /^55(\d\d)(\d{4,5})(\d{4})$/.exec(digits) ?? [];
  return area === undefined ? digits : `+55 ${area} ${first}-${last}`;
}
