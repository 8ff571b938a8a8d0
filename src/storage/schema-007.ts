// Schema, version 7: findings, rules and the near miss of kept rows have both languages, and findings their code.

/** Gives a kept sentence, in English alone, the form with both languages. */
const bothLanguages = (table: string, name: string): string => `
update ${table} set data = json_set(data, '$.${name}',
  json_object('en', json_extract(data, '$.${name}'), 'pt', json_extract(data, '$.${name}')))
  where iif(json_valid(data), json_type(data, '$.${name}'), null) = 'text';
`;

export const schema007 = `
${bothLanguages("requests", "rules")}
${bothLanguages("requests", "nearMiss")}
${bothLanguages("messages", "rules")}
update requests set data = json_set(data, '$.findings', json((
  select json_group_array(json(iif(json_type(value, '$.code') is null,
    json_object('code', '', 'params', json('{}'), 'text', json_extract(value, '$.text'),
      'portuguese', json_extract(value, '$.text'), 'source', json_extract(value, '$.source')), value)))
  from json_each(data, '$.findings'))))
  where iif(json_valid(data), json_type(data, '$.findings'), null) = 'array';
`;
