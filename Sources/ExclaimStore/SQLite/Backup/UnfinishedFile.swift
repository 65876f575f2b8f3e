import Glibc

/// A file that is being made beside a ledger: for its owner alone, and gone unless it is finished.
///
///     DIRECTORY/.NAME.unfinished-XXXXXX
///
/// What a crash left is removed by whoever holds the ledger's lock next: nobody else makes such files.
struct UnfinishedFile: ~Copyable {
  let path: String

  /// Makes an empty file, with mode 0600.
  init(beside ledger: String) throws(StoreError) {
    var template = Array((Self.prefix(of: ledger) + "XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard descriptor >= 0 else { throw .failure("make a file like", path) }
    // Closed before SQLite opens the file: closing any descriptor of a file drops all its POSIX locks.
    Glibc.close(descriptor)
  }

  /// Removes what has not been moved elsewhere, with what SQLite puts beside a database.
  deinit {
    for suffix in ["", "-journal", "-wal", "-shm", ".lock"] { unlink(path + suffix) }
  }

  /// Removes what a crash left beside a ledger whose lock is held.
  static func removeAll(beside ledger: String) {
    let prefix = prefix(of: ledger)
    let (directory, name) = prefix.splitAtLastSlash
    guard let entries = opendir(directory) else { return }
    defer { closedir(entries) }
    while let entry = readdir(entries) {
      let found = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if found.hasPrefix(name) { unlink(directory + "/" + found) }
    }
  }

  private static func prefix(of ledger: String) -> String {
    let (directory, name) = ledger.splitAtLastSlash
    return directory + "/." + name + ".unfinished-"
  }
}

extension String {
  /// Directory and name of a path; the directory is "." where none is named.
  var splitAtLastSlash: (directory: String, name: String) {
    guard let slash = lastIndex(of: "/") else { return (".", self) }
    let name = String(self[index(after: slash)...])
    return (slash == startIndex ? "" : String(self[..<slash]), name)
  }
}

extension StoreError {
  /// What the system did not let us do with a file.
  static func failure(_ verb: String, _ path: String) -> StoreError {
    errno == ENOSPC ? .full : .io("cannot \(verb) \(path): \(String(cString: strerror(errno)))")
  }
}
