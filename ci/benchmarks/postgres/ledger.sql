-- A ledger of :records claims, after the records to which they refer. Run after schema.sql.
INSERT INTO journal
SELECT n, n, 3, 1, NULL, 2, 0, 0, 0, 1, 0, 0, 'clm_' || lpad(n::text, 26, '0'),
  sha256('commitment'), sha256('hash'), '\x00', '', sha256('fingerprint'), :'links'::bytea, :'content'::bytea
FROM generate_series(101, 100 + :records) n;
INSERT INTO record
SELECT n, n, 3, 2, 0, 'bench-' || lpad(n::text, 16, '0'), 0, 0, n, 7, NULL, 128, 1, NULL, 'captured in Kursk', NULL, NULL,
  19959, 19959, NULL, NULL
FROM generate_series(101, 100 + :records) n;
-- What a server that has run for long has done by itself.
VACUUM ANALYZE;
CHECKPOINT;
