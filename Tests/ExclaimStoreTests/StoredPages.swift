/// The pages of a closed SQLite file, down to the bytes of each column: where a test changes them.
///
/// See "B-tree Pages" and "Record Format" in SQLite's description of its file format.
struct StoredPages {
  let bytes: [UInt8]
  private let pageBytes: Int

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    pageBytes = Int(bytes[16]) << 8 | Int(bytes[17])
  }

  /// One row of a table, or one entry of an index.
  struct Cell {
    /// Only in tables with a rowid.
    var rowID: Int64?
    /// Length of payload, rowid, and the types of the columns.
    var head: Range<Int>
    /// Bytes of each column, as far as they stand in this page. Empty for NULL, 0 and 1.
    var columns: [Range<Int>]
  }

  /// The cells of a b-tree, by the number of its root page.
  func cells(root: Int) -> [Cell] {
    var found: [Cell] = []
    collect(page: root, &found)
    return found
  }

  private func collect(page: Int, _ found: inout [Cell]) {
    let start = (page - 1) * pageBytes
    let header = start + (page == 1 ? 100 : 0)
    let type = bytes[header]
    let isInterior = type == 2 || type == 5
    let count = int16(header + 3)
    let pointers = header + (isInterior ? 12 : 8)
    for index in 0..<count {
      var offset = start + int16(pointers + 2 * index)
      let head = offset
      if isInterior {
        collect(page: int32(offset), &found)
        offset += 4
      }
      // An interior page of a table holds rowids alone.
      if type == 5 { continue }
      let payload = Int(varint(&offset))
      let rowID = type == 13 ? varint(&offset) : nil
      found.append(cell(head: head, payload: offset, payloadBytes: payload, rowID, isTable: type == 13))
    }
    if isInterior { collect(page: int32(header + 8), &found) }
  }

  private func cell(
    head: Int, payload start: Int, payloadBytes: Int, _ rowID: Int64?, isTable: Bool
  ) -> Cell {
    var offset = start
    let headerEnd = start + Int(varint(&offset))
    var columns: [Range<Int>] = []
    var value = headerEnd
    let end = start + localBytes(payloadBytes, isTable: isTable)
    while offset < headerEnd {
      let type = varint(&offset)
      let count = type >= 12 ? Int(type - 12) / 2 : [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0][Int(type)]
      columns.append(min(value, end)..<min(value + count, end))
      value += count
    }
    return Cell(rowID: rowID, head: head..<headerEnd, columns: columns)
  }

  /// How much of a payload stands in the page itself.
  private func localBytes(_ count: Int, isTable: Bool) -> Int {
    let most = isTable ? pageBytes - 35 : (pageBytes - 12) * 64 / 255 - 23
    guard count > most else { return count }
    let least = (pageBytes - 12) * 32 / 255 - 23
    let local = least + (count - least) % (pageBytes - 4)
    return local <= most ? local : least
  }

  private func int16(_ offset: Int) -> Int { Int(bytes[offset]) << 8 | Int(bytes[offset + 1]) }

  private func int32(_ offset: Int) -> Int { int16(offset) << 16 | int16(offset + 2) }

  private func varint(_ offset: inout Int) -> Int64 {
    var value: UInt64 = 0
    for place in 0..<9 {
      let byte = bytes[offset]
      offset += 1
      if place == 8 { return Int64(bitPattern: value << 8 | UInt64(byte)) }
      value = value << 7 | UInt64(byte & 0x7F)
      if byte < 0x80 { break }
    }
    return Int64(bitPattern: value)
  }
}
