// Schema, version 1. `seq` is the sandbox's number * 2^33 + the place in the sandbox (core/ports.ts), so one primary key
// serves look-up, order and "all of one sandbox"; secondary indexes cost every send and are kept to few.

export const schema001 = `
create table sandboxes (no integer primary key, name text not null unique);
create table messages (
  seq integer primary key, provider text not null, id text not null, find_id text, account text not null, client_id text,
  channel text not null, recipient text not null, status text not null, text text not null, data text not null);
create index messages_id on messages (find_id) where find_id is not null;
create index messages_client_id on messages (client_id) where client_id is not null;
create table inbounds (
  seq integer primary key, id text not null, provider text not null, account text not null, sender text not null,
  recipient text not null, text text not null, received_at integer not null, answers integer, fetched integer not null);
create index inbounds_unfetched on inbounds (account) where fetched = 0;
create table steps (
  message integer not null, n integer not null, at integer not null, status text not null, word text, done_by text not null,
  primary key (message, n)) without rowid;
create table calls (
  seq integer primary key, at integer not null, door text not null, provider text not null, operation text not null,
  channel text not null, account text, remote text not null, code text not null, decided_by text not null,
  request blob not null, answer blob, data text);
create table due (
  sandbox integer not null, at integer not null, kind integer not null, ref integer not null, part integer not null,
  data text, primary key (sandbox, at, kind, ref, part)) without rowid;
create table callbacks (
  seq integer primary key, account text not null, provider text not null, about text not null, ref integer not null,
  status text, sent_by text not null, at integer not null, state text not null, tries integer not null, data text not null);
create index callbacks_ref on callbacks (ref);
create index callbacks_waiting on callbacks (account) where state = 'waiting';
create table attempts (
  callback integer not null, number integer not null, at integer not null, address text not null, request text not null,
  status integer, answer text not null, duration_ms real not null, error text not null,
  primary key (callback, number)) without rowid;
create table accounts (
  sandbox integer not null, key text not null, credits text not null, data text not null,
  primary key (sandbox, key)) without rowid;
create table memory (
  sandbox integer not null, key text not null, value text not null, primary key (sandbox, key)) without rowid;
`;
