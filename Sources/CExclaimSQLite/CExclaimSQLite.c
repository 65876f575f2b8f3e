#include "CExclaimSQLite.h"

int exclaim_leave_log_on_close(sqlite3 *database) {
  return sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}

int exclaim_renew_log(sqlite3 *database) {
  // As long as a page may be: SQLite reads and writes no more than that at once.
  enum { CHUNK_BYTES = 1 << 16 };
  sqlite3_file *log = 0;
  int code = sqlite3_file_control(database, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
  if (code != SQLITE_OK || !log || !log->pMethods) return code;
  sqlite3_int64 size = 0;
  code = log->pMethods->xFileSize(log, &size);
  if (code != SQLITE_OK || size == 0) return code;
  char *chunk = sqlite3_malloc(CHUNK_BYTES);
  if (!chunk) return SQLITE_NOMEM;
  for (sqlite3_int64 offset = 0; offset < size && code == SQLITE_OK; offset += CHUNK_BYTES) {
    int count = size - offset < CHUNK_BYTES ? (int)(size - offset) : CHUNK_BYTES;
    code = log->pMethods->xRead(log, chunk, count, offset);
    if (code == SQLITE_OK) code = log->pMethods->xWrite(log, chunk, count, offset);
  }
  sqlite3_free(chunk);
  return code == SQLITE_OK ? log->pMethods->xSync(log, SQLITE_SYNC_NORMAL) : code;
}
