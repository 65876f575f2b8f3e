// The limit of the store: what exclaimd does to its database for each claim, in bare SQLite, with no server.
//
//   sqlite-submits DATABASE RECORDS_PER_COMMIT SECONDS
//
// DATABASE is a copy of a database of exclaimd that holds one claim of payloads/claim.txtpb. Its rows are the
// template: they are inserted again with other numbers, keys and ids, so that tables, indexes, triggers and
// sizes are those of the store and cannot drift. The statements are those of Sources/ExclaimStore/SQLite: the
// look-ups of a submission, journal, projections, the tally of a commit; and the indexes of links and words, which
// follow in transactions of their own as soon as they are BACKLOG entries behind, as in DeferredIndexes.swift. As
// the store does, it remembers what references stand for. What the server does besides (checks, hashes, encoding)
// is left out. Prints the rate of records.
#include <sqlite3.h>
#include <string.h>

#include "measuring.h"

enum { BACKLOG = 4096, CLAIM = 3, TARGETS_MAX = 4, TEXT_BYTES_MAX = 4096 };

static sqlite3 *database;

static sqlite3_stmt *prepare(const char *sql) {
  sqlite3_stmt *statement;
  if (sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
    give_up("%s: %s", sql, sqlite3_errmsg(database));
  return statement;
}

// Returns whether there was a row. It can be read until the statement runs again.
static int step(sqlite3_stmt *statement) {
  int code = sqlite3_step(statement);
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    give_up("%s: %s", sqlite3_sql(statement), sqlite3_errmsg(database));
  return code == SQLITE_ROW;
}

static int run(sqlite3_stmt *statement) {
  int found = step(statement);
  sqlite3_reset(statement);
  return found;
}

// MARK: Rows after a template

struct row {
  sqlite3_stmt *insert;
  char names[32][32];
  int columns;
};

// An INSERT of all columns of the row on which `select` stands, bound to its values.
static struct row row_like(sqlite3_stmt *select, const char *table) {
  struct row row = {.columns = sqlite3_column_count(select)};
  if (row.columns > 32) give_up("%s has more than 32 columns", table);
  char sql[512];
  int length = snprintf(sql, sizeof sql, "INSERT INTO %s VALUES (?", table);
  for (int i = 1; i < row.columns; i++) length += snprintf(sql + length, sizeof sql - (size_t)length, ", ?");
  snprintf(sql + length, sizeof sql - (size_t)length, ")");
  row.insert = prepare(sql);
  for (int i = 0; i < row.columns; i++) {
    snprintf(row.names[i], sizeof row.names[i], "%s", sqlite3_column_name(select, i));
    sqlite3_bind_value(row.insert, i + 1, sqlite3_column_value(select, i));
  }
  return row;
}

static int place(const struct row *row, const char *name) {
  for (int i = 0; i < row->columns; i++)
    if (strcmp(row->names[i], name) == 0) return i + 1;
  give_up("the schema has no column '%s' where it had one: mend sqlite-submits.c", name);
}

static void set_number(const struct row *row, const char *name, int64_t value) {
  sqlite3_bind_int64(row->insert, place(row, name), value);
}

static void set_text(const struct row *row, const char *name, const char *text) {
  sqlite3_bind_text(row->insert, place(row, name), text, -1, SQLITE_STATIC);
}

static struct row one_row_like(const char *select_sql, int64_t number, const char *table) {
  sqlite3_stmt *select = prepare(select_sql);
  sqlite3_bind_int64(select, 1, number);
  if (!step(select)) give_up("%s: the database holds no claim to take as a template", table);
  struct row row = row_like(select, table);
  sqlite3_finalize(select);
  return row;
}

// MARK: One submission

static struct {
  struct row entry, record, passage;
  char text[TEXT_BYTES_MAX];
  char *key_in_text;
  sqlite3_stmt *head_by_key, *any_redacted_key, *tally;
  sqlite3_stmt *indexed_through, *links_of_entries, *insert_link, *insert_search, *set_indexed;
  int64_t targets[TARGETS_MAX];  // the records to which the claim refers, in their order
  int target_count;
} store;

static void open_store(const char *path) {
  if (sqlite3_open(path, &database) != SQLITE_OK) give_up("%s: %s", path, sqlite3_errmsg(database));
  sqlite3_exec(database, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
  sqlite3_exec(
      database, "PRAGMA synchronous = FULL; PRAGMA cache_size = -32768; PRAGMA secure_delete = ON", NULL, NULL,
      NULL);

  sqlite3_stmt *claim = prepare("SELECT number FROM record WHERE kind = ? ORDER BY number LIMIT 1");
  sqlite3_bind_int64(claim, 1, CLAIM);
  if (!step(claim)) give_up("%s holds no claim to take as a template", path);
  int64_t number = sqlite3_column_int64(claim, 0);
  sqlite3_finalize(claim);

  store.entry = one_row_like("SELECT * FROM journal WHERE sequence = ?", number, "journal");
  store.record = one_row_like("SELECT * FROM record WHERE number = ?", number, "record");
  store.passage = one_row_like("SELECT * FROM passage WHERE sequence = ?", number, "passage");
  sqlite3_stmt *target =
      prepare("SELECT number FROM record WHERE key IN ('ru-mod', 'ru', 'ua', 's3') ORDER BY number");
  while (store.target_count < TARGETS_MAX && step(target))
    store.targets[store.target_count++] = sqlite3_column_int64(target, 0);
  sqlite3_finalize(target);
  if (store.target_count < TARGETS_MAX) give_up("the records to which the claim refers are not there");

  sqlite3_stmt *text = prepare("SELECT text FROM passage WHERE sequence = ?");
  sqlite3_bind_int64(text, 1, number);
  step(text);
  snprintf(store.text, sizeof store.text, "%s", sqlite3_column_text(text, 0));
  sqlite3_finalize(text);
  store.key_in_text = strstr(store.text, "bench-");
  if (!store.key_in_text) give_up("the template's text does not hold its key");

  store.head_by_key = prepare(
      "SELECT r.number, r.kind, j.sequence, j.revision, j.recorded_at, j.id, j.fingerprint "
      "FROM record r JOIN journal j ON j.sequence = r.sequence WHERE r.key = ? AND r.author_uid = ?");
  store.any_redacted_key = prepare("SELECT 1 FROM redacted_key LIMIT 1");
  store.tally = prepare(
      "INSERT INTO tally (kind, records) VALUES (?1, ?2) "
      "ON CONFLICT (kind) DO UPDATE SET records = records + ?2");
  store.indexed_through = prepare("SELECT through FROM indexed");
  store.links_of_entries = prepare(
      "SELECT r.number, j.links "
      "FROM journal j CROSS JOIN record r ON r.number = j.record AND r.sequence = j.sequence "
      "WHERE j.sequence > ? AND j.sequence <= ?");
  store.insert_link = prepare("INSERT INTO link (target, record, roles) VALUES (?, ?, ?)");
  store.insert_search = prepare(
      "INSERT INTO search (rowid, text, body) SELECT p.sequence, p.text, d.text "
      "FROM passage p LEFT JOIN document_text d ON d.sequence = p.sequence "
      "WHERE p.sequence > ? AND p.sequence <= ?");
  store.set_indexed = prepare("UPDATE indexed SET through = ?");
}

static void look_up(const char *key) {
  sqlite3_bind_text(store.head_by_key, 1, key, -1, SQLITE_STATIC);
  sqlite3_bind_int64(store.head_by_key, 2, 0);
  if (run(store.head_by_key)) give_up("%s is there already", key);
  if (run(store.any_redacted_key)) give_up("the template's ledger has redacted keys");
}

static void submit(int64_t sequence) {
  char key[32], id[40];
  snprintf(key, sizeof key, "bench-%016lld", (long long)sequence);
  snprintf(id, sizeof id, "clm_%026lld", (long long)sequence);
  memcpy(store.key_in_text, key, strlen(key));
  look_up(key);
  set_number(&store.entry, "sequence", sequence);
  set_number(&store.entry, "record", sequence);
  set_text(&store.entry, "id", id);
  run(store.entry.insert);
  set_number(&store.passage, "sequence", sequence);
  set_number(&store.passage, "record", sequence);
  set_text(&store.passage, "text", store.text);
  run(store.passage.insert);
  set_number(&store.record, "number", sequence);
  set_number(&store.record, "sequence", sequence);
  set_number(&store.record, "passage", sequence);
  set_text(&store.record, "key", key);
  run(store.record.insert);
}

// Indexes the next entries; returns the last of them.
static int64_t index_entries(int64_t from) {
  int64_t to = from + BACKLOG;
  run(store.indexed_through);
  sqlite3_bind_int64(store.links_of_entries, 1, from);
  sqlite3_bind_int64(store.links_of_entries, 2, to);
  while (step(store.links_of_entries)) sqlite3_column_blob(store.links_of_entries, 1);
  sqlite3_reset(store.links_of_entries);
  for (int i = 0; i < store.target_count; i++)
    for (int64_t record = from + 1; record <= to; record++) {
      sqlite3_bind_int64(store.insert_link, 1, store.targets[i]);
      sqlite3_bind_int64(store.insert_link, 2, record);
      sqlite3_bind_int64(store.insert_link, 3, 1 << 16);
      run(store.insert_link);
    }
  sqlite3_bind_int64(store.insert_search, 1, from);
  sqlite3_bind_int64(store.insert_search, 2, to);
  run(store.insert_search);
  sqlite3_bind_int64(store.set_indexed, 1, to);
  run(store.set_indexed);
  return to;
}

// MARK: Measuring

int main(int count, char **arguments) {
  if (count != 4) give_up("usage: sqlite-submits DATABASE RECORDS_PER_COMMIT SECONDS");
  open_store(arguments[1]);
  int64_t per_commit = atoll(arguments[2]);
  uint64_t duration = (uint64_t)(atof(arguments[3]) * 1e9);
  if (per_commit < 1) give_up("at least one record must be in a commit");

  sqlite3_stmt *begin = prepare("BEGIN IMMEDIATE"), *commit = prepare("COMMIT");
  sqlite3_stmt *last = prepare("SELECT max(sequence) FROM journal");
  step(last);
  int64_t sequence = sqlite3_column_int64(last, 0), first_counted = 0;
  sqlite3_finalize(last);
  step(store.indexed_through);
  int64_t indexed = sqlite3_column_int64(store.indexed_through, 0);
  sqlite3_reset(store.indexed_through);

  // The first tenth warms up and is not counted.
  uint64_t start = now_ns(), counted_from = 0, now;
  while ((now = now_ns()) < start + duration + duration / 10) {
    if (!counted_from && now > start + duration / 10) counted_from = now, first_counted = sequence;
    run(begin);
    for (int64_t i = 0; i < per_commit; i++) submit(++sequence);
    sqlite3_bind_int64(store.tally, 1, CLAIM);
    sqlite3_bind_int64(store.tally, 2, per_commit);
    run(store.tally);
    run(commit);
    while (sequence - indexed >= BACKLOG) {
      sqlite3_exec(database, "PRAGMA synchronous = NORMAL", NULL, NULL, NULL);
      run(begin);
      indexed = index_entries(indexed);
      run(commit);
      sqlite3_exec(database, "PRAGMA synchronous = FULL", NULL, NULL, NULL);
    }
  }
  if (!counted_from) give_up("nothing was measured: measure for longer");
  printf("rate %.0f\n", (double)(sequence - first_counted) / ((double)(now - counted_from) / 1e9));
}
