import CExclaimTOML

extension TOMLValue {
  /// The entries of a file of TOML 1.0.
  static func entries(of bytes: [UInt8]) throws(TOMLMistake) -> [TOMLEntry] {
    var visited = Visited()
    var mistake = [CChar](repeating: 0, count: 512)
    let line = bytes.withUnsafeBytes { bytes in
      withUnsafeMutablePointer(to: &visited) { visited in
        exclaim_toml_read(
          bytes.bindMemory(to: CChar.self).baseAddress, bytes.count, visited,
          { context, value in
            context!.assumingMemoryBound(to: Visited.self).pointee.add(value!.pointee)
          }, &mistake, mistake.count)
      }
    }
    guard line == 0 else {
      let reason = mistake.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      throw TOMLMistake(line: Int(line), reason: String(decoding: reason, as: UTF8.self))
    }
    return visited.entries(depth: 0)
  }
}

/// What the reader in C has shown so far. A table or list comes before what is in it, one level deeper.
private struct Visited {
  private struct Visit {
    let depth: Int
    let line: Int
    let key: String
    let kind: exclaim_toml_kind
    let text: String
    let integer: Int64
  }

  private var visits: [Visit] = []
  private var next = 0

  mutating func add(_ value: exclaim_toml_value) {
    visits.append(
      Visit(
        depth: Int(value.depth), line: Int(value.line), key: Self.text(value.key, value.key_byte_count),
        kind: value.kind, text: Self.text(value.text, value.text_byte_count), integer: value.integer))
  }

  /// The table whose entries come next.
  mutating func entries(depth: Int) -> [TOMLEntry] {
    var entries: [TOMLEntry] = []
    while next < visits.count, visits[next].depth == depth {
      entries.append(TOMLEntry(key: visits[next].key, value: value()))
    }
    return entries
  }

  private mutating func value() -> TOMLValue {
    let visit = visits[next]
    next += 1
    return TOMLValue(line: visit.line, content: content(of: visit))
  }

  private mutating func content(of visit: Visit) -> TOMLValue.Content {
    switch visit.kind {
    case EXCLAIM_TOML_TABLE: return .table(entries(depth: visit.depth + 1))
    case EXCLAIM_TOML_ARRAY:
      var values: [TOMLValue] = []
      while next < visits.count, visits[next].depth == visit.depth + 1 { values.append(value()) }
      return .array(values)
    case EXCLAIM_TOML_STRING: return .string(visit.text)
    case EXCLAIM_TOML_INTEGER: return .integer(visit.integer)
    case EXCLAIM_TOML_BOOLEAN: return .other("a boolean")
    case EXCLAIM_TOML_FLOAT: return .other("a number with a fraction")
    default: return .other("a date or time")
    }
  }

  private static func text(_ bytes: UnsafePointer<CChar>?, _ byteCount: Int) -> String {
    String(decoding: UnsafeRawBufferPointer(start: bytes, count: byteCount), as: UTF8.self)
  }
}
