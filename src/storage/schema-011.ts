// Schema, version 11: parts of rows that a search reads without decoding. Rows of earlier versions have none.

/** `folded_text`: see `foldedText`. `plain`: 1 if the words of a request stand in its octets without escapes. */
export const schema011 = `
alter table messages add column folded_text text;
alter table requests add column plain integer;
`;
