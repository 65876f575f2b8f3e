extension JSONValue {
  /// Reads a JSON text (RFC 8259). Nothing is repaired: a duplicate name, bad UTF-8, a lone surrogate or
  /// anything after the value is refused.
  public init(parsing bytes: UnsafeRawBufferPointer) throws(JSONFailure) {
    var parser = JSONParser(bytes)
    self = try parser.parseText()
  }

  /// Reads a JSON text held in an array.
  public init(parsing bytes: [UInt8]) throws(JSONFailure) {
    self = try bytes.withUnsafeBytes { Self.result($0) }.get()
  }

  /// Reads a JSON text held in a string.
  public init(parsing text: String) throws(JSONFailure) {
    var text = text
    self = try text.withUTF8 { Self.result(UnsafeRawBufferPointer($0)) }.get()
  }

  // The standard library's `with…` functions lose the type of an error; a result keeps it.
  private static func result(_ bytes: UnsafeRawBufferPointer) -> Result<JSONValue, JSONFailure> {
    do throws(JSONFailure) {
      return .success(try JSONValue(parsing: bytes))
    } catch {
      return .failure(error)
    }
  }
}

/// Recursive descent over the bytes of one text.
struct JSONParser {
  let bytes: UnsafeRawBufferPointer
  var index = 0
  private var depth = 0

  private var line = 1
  private var lineStart = 0
  /// UTF-8 continuation bytes in this line so far: they are not columns.
  var continuationBytes = 0

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  mutating func parseText() throws(JSONFailure) -> JSONValue {
    skipSpace()
    let value = try parseValue()
    skipSpace()
    guard index == bytes.count else {
      throw failure("has something after the end of the value", remedy: "give one value only")
    }
    return value
  }

  private mutating func parseValue() throws(JSONFailure) -> JSONValue {
    let (line, column) = place
    return JSONValue(try parseContent(), line: line, column: column)
  }

  private mutating func parseContent() throws(JSONFailure) -> JSONValue.Content {
    switch peek() {
    case UInt8(ascii: "{"): return .object(try nested { (p) throws(JSONFailure) in try p.parseMembers() })
    case UInt8(ascii: "["): return .array(try nested { (p) throws(JSONFailure) in try p.parseElements() })
    case UInt8(ascii: "\""): return .string(try parseString())
    case let byte? where byte == UInt8(ascii: "-") || byte.isDigit: return .number(try parseNumber())
    case nil: throw failure("ends where a value should stand", remedy: "complete the text")
    default: break
    }
    if skip("true") { return .bool(true) }
    if skip("false") { return .bool(false) }
    if skip("null") { return .null }
    throw failure(
      "is no JSON value", remedy: "put text in double quotes; write true, false and null in small letters")
  }

  private mutating func nested<Items>(
    _ parse: (inout JSONParser) throws(JSONFailure) -> Items
  ) throws(JSONFailure) -> Items {
    guard depth < JSONValue.depthMax else {
      throw failure(
        "is nested deeper than \(JSONValue.depthMax) levels", remedy: "no record needs that; flatten it")
    }
    depth += 1
    defer { depth -= 1 }
    index += 1
    return try parse(&self)
  }

  private mutating func parseElements() throws(JSONFailure) -> [JSONValue] {
    var elements: [JSONValue] = []
    if skipAfterSpace(UInt8(ascii: "]")) { return elements }
    while true {
      skipSpace()
      do throws(JSONFailure) {
        elements.append(try parseValue())
      } catch {
        throw error.inside("[\(elements.count)]")
      }
      if skipAfterSpace(UInt8(ascii: "]")) { return elements }
      try expect(",", orEndOf: "array", "]")
    }
  }

  private mutating func parseMembers() throws(JSONFailure) -> [JSONMember] {
    var members: [JSONMember] = []
    var names = NameSet()
    if skipAfterSpace(UInt8(ascii: "}")) { return members }
    while true {
      skipSpace()
      let member = try parseMember()
      guard names.insert(member.name) else {
        throw member.failure("stands twice in this object", remedy: "keep one of them")
      }
      members.append(member)
      if skipAfterSpace(UInt8(ascii: "}")) { return members }
      try expect(",", orEndOf: "object", "}")
    }
  }

  private mutating func parseMember() throws(JSONFailure) -> JSONMember {
    let (line, column) = place
    guard peek() == UInt8(ascii: "\"") else {
      throw failure(
        "stands where a name should", remedy: "put names in double quotes, with no comma before }")
    }
    let name = try parseString()
    guard skipAfterSpace(UInt8(ascii: ":")) else {
      throw failure("stands where a colon should", remedy: "put a colon after the name").inside(name)
    }
    skipSpace()
    do throws(JSONFailure) {
      return JSONMember(name: name, value: try parseValue(), line: line, column: column)
    } catch {
      throw error.inside(name)
    }
  }
}

// MARK: - Bytes and places

extension JSONParser {
  var place: (line: Int, column: Int) { (line, index - lineStart - continuationBytes + 1) }

  func peek(_ offset: Int = 0) -> UInt8? {
    index + offset < bytes.count ? bytes[index + offset] : nil
  }

  private mutating func skipSpace() {
    while let byte = peek() {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): index += 1
      case UInt8(ascii: "\n"):
        index += 1
        line += 1
        lineStart = index
        continuationBytes = 0
      default: return
      }
    }
  }

  private mutating func skipAfterSpace(_ byte: UInt8) -> Bool {
    skipSpace()
    guard peek() == byte else { return false }
    index += 1
    return true
  }

  private mutating func skip(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard index + count <= bytes.count else { return false }
    for offset in 0..<count where bytes[index + offset] != word.utf8Start[offset] { return false }
    index += count
    return true
  }

  private mutating func expect(
    _ mark: Unicode.Scalar, orEndOf kind: String, _ end: Unicode.Scalar
  ) throws(JSONFailure) {
    guard skipAfterSpace(UInt8(ascii: mark)) else {
      let what = peek() == nil ? "ends" : "goes on"
      throw failure(
        "\(what) in the middle of an \(kind)", remedy: "separate with \(mark), or close with \(end)")
    }
  }

  /// The end of the character that begins before `offset`: a text that is cut for a message is cut there.
  func endOfCharacter(at offset: Int) -> Int {
    bytes[offset...].firstIndex { !$0.isContinuation } ?? bytes.count
  }

  /// A failure at the present place, showing the character there.
  func failure(_ reason: String, remedy: String) -> JSONFailure {
    let end = endOfCharacter(at: min(index + 12, bytes.count))
    let shown = VisibleText.of(bytes[index..<end].prefix { $0 > 0x20 })
    let (line, column) = place
    return JSONFailure(
      line: line, column: column, field: "", value: shown.isEmpty ? "the text" : shown, reason: reason,
      remedy: remedy)
  }
}

/// The names of an object. A few are compared one by one; many are hashed, so that a hostile object stays
/// cheap.
private struct NameSet {
  private var few: [String] = []
  private var many: Set<String> = []

  /// False when the name is there already.
  mutating func insert(_ name: String) -> Bool {
    guard many.isEmpty else { return many.insert(name).inserted }
    guard !few.contains(name) else { return false }
    few.append(name)
    if few.count == 32 { many = Set(few) }
    return true
  }
}
