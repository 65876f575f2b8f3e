// What SQLite's interface keeps from Swift: functions with a variable number of arguments, and the files behind a
// connection.
#ifndef C_EXCLAIM_SQLITE_H
#define C_EXCLAIM_SQLITE_H

#include <sqlite3.h>

/// Leaves the write-ahead log as it is when the connection is closed.
int exclaim_leave_log_on_close(sqlite3 *database);

/// Writes every byte of the write-ahead log once more, in its place, and syncs it. For a connection that has read, while
/// nobody writes. Returns SQLite's result code.
int exclaim_renew_log(sqlite3 *database);

#endif
