-- One durable submit of one claim, as one statement, which is the fastest way over a connection: the key is
-- looked up, the references are found, and the claim goes into the journal and all projections.
\set n :n + 1
WITH own AS (
  SELECT 'bench-' || lpad(:run::text || '-' || :client_id::text || '-' || :n::text, 16, '0') AS key
), head AS (
  SELECT r.number, j.fingerprint
  FROM own JOIN record r ON r.key = own.key AND r.author_uid = 0 JOIN journal j ON j.sequence = r.sequence
), target AS (
  SELECT r.number, j.id FROM record r JOIN journal j ON j.sequence = r.number
  WHERE r.key IN ('ru-mod', 'ru', 'ua', 's3') AND (r.visibility > 1 OR r.author_uid = 0)
), next AS MATERIALIZED (
  SELECT nextval('journal_sequence') AS sequence WHERE NOT EXISTS (SELECT FROM head)
), entry AS (
  INSERT INTO journal
  SELECT sequence, sequence, 3, 1, NULL, 2, 0, 0, (extract(epoch FROM clock_timestamp()) * 1e9)::bigint,
    1, 0, 0, 'clm_' || lpad(sequence::text, 26, '0'), :hash::bytea, :hash::bytea, :salt::bytea, '', :hash::bytea,
    :links::bytea, :content::bytea
  FROM next
), projected AS (
  INSERT INTO record
  SELECT sequence, sequence, 3, 2, 0, own.key, 0, 0, sequence, 7, NULL, 128, 1, NULL, 'captured in Kursk', NULL, NULL,
    19959, 19959, NULL, NULL
  FROM next, own
), linked AS (
  INSERT INTO link SELECT target.number, next.sequence, 1 FROM target, next
)
INSERT INTO passage SELECT sequence, sequence, own.key || E'\n' || :text::text FROM next, own;
