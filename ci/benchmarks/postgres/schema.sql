-- What a user would pick instead: the tables and indexes of Sources/ExclaimStore/SQLite/Schema.swift in
-- PostgreSQL, with a full-text index over the same texts.
--
-- Left out, in PostgreSQL's favour: the tally (one row that every commit would lock), the triggers of the
-- journal, and all that needs one order of commits (a journal without gaps, each entry's hash over the one
-- before).
CREATE SEQUENCE journal_sequence;
CREATE TABLE journal (
  sequence bigint PRIMARY KEY,
  record bigint NOT NULL,
  kind integer NOT NULL,
  revision integer NOT NULL,
  previous bigint,
  visibility integer NOT NULL,
  author_uid bigint NOT NULL,
  author_gid bigint NOT NULL,
  recorded_at bigint NOT NULL,
  action integer,
  redacts integer NOT NULL,
  flagged integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  commitment bytea NOT NULL,
  hash bytea NOT NULL,
  salt bytea,
  reason text COLLATE "C",
  fingerprint bytea,
  links bytea,
  content bytea
);
CREATE TABLE record (
  number bigint PRIMARY KEY,
  sequence bigint NOT NULL,
  kind integer NOT NULL,
  visibility integer NOT NULL,
  author_uid bigint NOT NULL,
  key text COLLATE "C",
  state integer NOT NULL,
  protection integer NOT NULL,
  passage bigint,
  topic integer,
  unit integer,
  categories bigint NOT NULL,
  speech_act integer,
  status integer,
  scope text COLLATE "C",
  event_from integer, event_to integer,
  asserted_from integer, asserted_to integer,
  published_from integer, published_to integer
);
CREATE UNIQUE INDEX record_by_key ON record (key, author_uid) WHERE key IS NOT NULL;
CREATE INDEX record_by_kind ON record (kind, number);
CREATE TABLE link (
  target bigint NOT NULL,
  record bigint NOT NULL,
  roles bigint NOT NULL,
  PRIMARY KEY (target, record)
);
CREATE TABLE document_text (sequence bigint PRIMARY KEY, text text NOT NULL);
CREATE TABLE passage (sequence bigint PRIMARY KEY, record bigint NOT NULL, text text NOT NULL);
CREATE INDEX search ON passage USING gin (to_tsvector('simple', text));

-- The records to which the claims refer, as in payloads/setup.txtpb.
INSERT INTO record (number, sequence, kind, visibility, author_uid, key, state, protection, categories)
SELECT n, n, CASE WHEN key = 's3' THEN 2 ELSE 1 END, 2, 0, key, 0, 0, 0
FROM unnest(ARRAY['ru', 'ua', 'ru-mod', 's3']) WITH ORDINALITY AS base (key, n);
INSERT INTO journal
SELECT number, number, kind, 1, NULL, visibility, 0, 0, 0, 1, 0, 0, 'act_' || lpad(number::text, 26, '0'),
  sha256('commitment'), sha256('hash'), '\x00', '', sha256('fingerprint'), '', ''
FROM record;
SELECT setval('journal_sequence', 100);
ANALYZE;
