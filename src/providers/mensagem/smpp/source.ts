import type { Message } from "../../../core/message.ts";

interface Source {
  readonly source_addr_ton: number;
  readonly source_addr_npi: number;
  readonly source_addr: string;
}

/**
 * True if the source of a query, cancel or replace is that of the submission (SMPP 3.4 4.8-4.10). A message of
 * another channel has no TON and NPI: its sender or NULL will do.
 */
export function sameSource(message: Message, { source_addr_ton, source_addr_npi, source_addr }: Source): boolean {
  if (message.channel !== "smpp") return source_addr === "" || source_addr === message.from;
  const { fields } = message;
  return (
    source_addr === String(fields["source"] ?? "") &&
    source_addr_ton === Number(fields["source_ton"] ?? 0) &&
    source_addr_npi === Number(fields["source_npi"] ?? 0)
  );
}
