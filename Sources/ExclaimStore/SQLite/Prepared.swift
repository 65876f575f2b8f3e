import GRDB
import GRDBSQLite

/// A prepared statement, driven through SQLite's C interface.
///
/// GRDB boxes every value that it binds or fetches; at tens of thousands of records a second those boxes cost
/// more than SQLite itself. The statement belongs to one connection and is used on that connection's queue.
struct Prepared {
  /// Owns `handle`, and finalizes it.
  private let statement: Statement
  private let handle: OpaquePointer

  /// Prepares, or takes the statement from the connection's cache.
  ///
  /// A cached statement must not be stepped in two places at once: each SQL text has one user.
  init(_ database: Database, _ sql: String) throws(StoreError) {
    do {
      statement = try database.cachedStatement(sql: sql)
      handle = statement.sqliteStatement
    } catch {
      throw StoreError(error)
    }
  }

  /// Runs a statement that returns no rows, with its parameters bound in their order.
  func run(_ bind: (inout Binder) -> Void) throws(StoreError) {
    var binder = Binder(handle: handle)
    bind(&binder)
    let code = sqlite3_step(handle)
    guard code == SQLITE_DONE else { throw failure(code) }
    sqlite3_reset(handle)
  }

  /// Gives every row to `body`, until `body` returns false.
  func forEach(
    _ bind: (inout Binder) -> Void, _ body: (Columns) throws(StoreError) -> Bool
  ) throws(StoreError) {
    var binder = Binder(handle: handle)
    bind(&binder)
    defer { sqlite3_reset(handle) }
    while true {
      let code = sqlite3_step(handle)
      if code == SQLITE_DONE { return }
      guard code == SQLITE_ROW else { throw failure(code) }
      if try !body(Columns(handle: handle)) { return }
    }
  }

  /// What `body` makes of the first row; nil when there is none.
  func first<Value>(
    _ bind: (inout Binder) -> Void, _ body: (Columns) throws(StoreError) -> Value
  ) throws(StoreError) -> Value? {
    var value: Value?
    try forEach(bind) { (columns) throws(StoreError) in
      value = try body(columns)
      return false
    }
    return value
  }

  private func failure(_ code: Int32) -> StoreError {
    let message = String(cString: sqlite3_errmsg(sqlite3_db_handle(handle)))
    sqlite3_reset(handle)
    return StoreError(sqliteCode: code, message: message)
  }
}

/// Binds parameters one after another.
///
/// Result codes are left aside: neither index nor type can be wrong for a statement that was ever tested, and a
/// value that is too large fails the step.
struct Binder {
  private let handle: OpaquePointer
  private var index: Int32 = 0

  init(handle: OpaquePointer) { self.handle = handle }

  // SQLITE_TRANSIENT: SQLite copies the bytes. The copy of a few hundred bytes costs less than keeping every
  // array of a row pinned until the step is done.
  private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  mutating func add(_ value: Int64?) {
    guard let value else { return addNull() }
    index += 1
    sqlite3_bind_int64(handle, index, value)
  }

  mutating func add(_ value: some BinaryInteger) { add(Optional(Int64(value))) }

  mutating func add(_ value: Int32?) { add(value.map(Int64.init)) }

  mutating func add(_ text: String?) {
    guard var text else { return addNull() }
    text.withUTF8 { add(utf8: UnsafeRawBufferPointer($0)) }
  }

  /// Binds UTF-8 bytes as text.
  mutating func add(utf8 bytes: [UInt8]) { bytes.withUnsafeBytes { add(utf8: $0) } }

  private mutating func add(utf8 buffer: UnsafeRawBufferPointer) {
    index += 1
    let start = (buffer.baseAddress ?? Self.empty).assumingMemoryBound(to: CChar.self)
    sqlite3_bind_text(handle, index, start, Int32(buffer.count), Self.transient)
  }

  mutating func add(blob bytes: [UInt8]) {
    index += 1
    bytes.withUnsafeBytes { buffer in
      _ = sqlite3_bind_blob(
        handle, index, buffer.baseAddress ?? Self.empty, Int32(buffer.count), Self.transient)
    }
  }

  private mutating func addNull() {
    index += 1
    sqlite3_bind_null(handle, index)
  }

  // A null pointer would bind NULL: an empty value needs an address, which is never read.
  nonisolated(unsafe) private static let empty = UnsafeRawPointer(
    UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 1))
}

/// The columns of the current row, from 0.
struct Columns {
  private let handle: OpaquePointer

  init(handle: OpaquePointer) { self.handle = handle }

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

  func isText(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_TEXT }

  func isBlob(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_BLOB }

  func isInt(_ column: Int32, within range: ClosedRange<Int64>) -> Bool {
    sqlite3_column_type(handle, column) == SQLITE_INTEGER && range.contains(int(column))
  }

  func int(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  func int32(_ column: Int32) -> Int32 { sqlite3_column_int(handle, column) }

  func uint32(_ column: Int32) -> UInt32 { UInt32(truncatingIfNeeded: int(column)) }

  func text(_ column: Int32) -> String { withBytes(column) { String(decoding: $0, as: UTF8.self) } }

  func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

  func bytes(_ column: Int32) -> [UInt8] { withBytes(column) { [UInt8]($0) } }

  func optionalBytes(_ column: Int32) -> [UInt8]? { isNull(column) ? nil : bytes(column) }

  /// The bytes of a blob or text, valid during the call.
  func withBytes<Value>(_ column: Int32, _ body: (UnsafeRawBufferPointer) -> Value) -> Value {
    // The pointer first: sqlite3_column_bytes after it gives the length of that very value.
    let start = sqlite3_column_blob(handle, column)
    return body(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
  }
}
