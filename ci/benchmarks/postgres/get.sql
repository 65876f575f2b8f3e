-- One record by the number that is in its id: the latest revision, whole, if the reader may see it.
\set n random(101, 100 + :records)
SELECT r.number, r.kind, r.key, j.visibility, j.sequence, j.revision, j.author_uid, j.author_gid, j.recorded_at,
  j.id, j.action, j.reason, j.redacts, j.flagged, j.links, j.content, r.state, r.protection
FROM record r JOIN journal j ON j.sequence = r.sequence
WHERE r.number = :n AND (r.visibility > 1 OR r.author_uid = 0);
