// Schema, version 2: a message carries its story, an outbox entry its latest attempt, so that each is one write.

export const schema002 = `
alter table messages add column steps text;
update messages set steps = (
  select json_group_array(json_array(s.at, s.status, s.done_by, s.word) order by s.n) from steps s where s.message = messages.seq)
  where seq in (select message from steps);
drop table steps;
alter table callbacks add column begun integer not null default 0;
alter table callbacks add column attempt text;
update callbacks set (begun, attempt) = (
  select a.number, json_array(a.number, a.at, a.address, a.request, a.status, a.answer, a.duration_ms, a.error)
  from attempts a where a.callback = callbacks.seq order by a.number desc limit 1)
  where seq in (select callback from attempts);
delete from attempts where exists (select 1 from callbacks c where c.seq = attempts.callback and c.begun = attempts.number);
`;
