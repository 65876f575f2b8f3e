// Strings and numbers.
extension JSONParser {
  /// A string from its opening quote to its closing one.
  mutating func parseString() throws(JSONFailure) -> String {
    index += 1
    let start = index
    while let byte = peek() {
      switch byte {
      case UInt8(ascii: "\""):
        let text = try validated(start..<index)
        index += 1
        return text
      case UInt8(ascii: "\\"): return try parseEscapedString(from: start)
      case 0..<0x20: throw controlCharacter(byte)
      default:
        if byte.isContinuation { continuationBytes += 1 }
        index += 1
      }
    }
    throw unclosed
  }

  private mutating func parseEscapedString(from start: Int) throws(JSONFailure) -> String {
    var text = try validated(start..<index)
    var pieceStart = index
    while let byte = peek() {
      switch byte {
      case UInt8(ascii: "\""):
        text += try validated(pieceStart..<index)
        index += 1
        return text
      case UInt8(ascii: "\\"):
        text += try validated(pieceStart..<index)
        text.unicodeScalars.append(try parseEscape())
        pieceStart = index
      case 0..<0x20: throw controlCharacter(byte)
      default:
        if byte.isContinuation { continuationBytes += 1 }
        index += 1
      }
    }
    throw unclosed
  }

  private mutating func validated(_ range: Range<Int>) throws(JSONFailure) -> String {
    // A piece between two escapes is validated alone: no character may span an escape.
    let piece = UnsafeRawBufferPointer(rebasing: bytes[range])
    guard let text = piece.withMemoryRebound(to: UInt8.self, { String(utf8: $0) }) else {
      throw invalidUTF8(in: range)
    }
    return text
  }

  /// The failure for text with bytes that are no UTF-8, at the first of them.
  private mutating func invalidUTF8(in range: Range<Int>) -> JSONFailure {
    let bad = range.lowerBound + VisibleText.validPrefix(of: bytes[range])
    continuationBytes -= bytes[bad..<index].count { $0.isContinuation }
    index = bad
    // Enough of what stands before to find it, and the bad bytes themselves.
    let start = bytes[max(range.lowerBound, bad - 20)..<bad].firstIndex { !$0.isContinuation } ?? bad
    let end = endOfCharacter(at: min(bad + 20, range.upperBound))
    let (head, tail) = (start > range.lowerBound ? "…" : "", end < range.upperBound ? "…" : "")
    var failure = failure("is not valid UTF-8", remedy: "save the file as UTF-8")
    failure.value = "\"\(head)\(VisibleText.of(bytes[start..<end]))\(tail)\""
    return failure
  }

  private mutating func parseEscape() throws(JSONFailure) -> Unicode.Scalar {
    let marks: [UInt8: Unicode.Scalar] = [
      UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/", UInt8(ascii: "b"): "\u{8}",
      UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "n"): "\n", UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
    ]
    guard let mark = peek(1) else { throw unclosed }
    if let scalar = marks[mark] {
      index += 2
      return scalar
    }
    guard mark == UInt8(ascii: "u"), let first = hexadecimal(at: index + 2) else {
      throw failure("is no escape", remedy: #"use \" \\ \/ \b \f \n \r \t or \u and four hexadecimal digits"#)
    }
    if let scalar = Unicode.Scalar(first) {
      index += 6
      return scalar
    }
    guard first < 0xDC00, peek(6) == UInt8(ascii: "\\"), peek(7) == UInt8(ascii: "u"),
      let second = hexadecimal(at: index + 8), (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else {
      throw failure("is half of a surrogate pair", remedy: "write the character itself, or both halves")
    }
    index += 12
    return scalar
  }

  private func hexadecimal(at start: Int) -> UInt32? {
    guard start + 4 <= bytes.count else { return nil }
    var value: UInt32 = 0
    for byte in bytes[start..<start + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  private func controlCharacter(_ byte: UInt8) -> JSONFailure {
    let code = String(byte, radix: 16)
    let padded = String(repeating: "0", count: 4 - code.count) + code
    return failure("has a control character (\\u\(padded)) in a text", remedy: "write it as \\u\(padded)")
  }

  private var unclosed: JSONFailure {
    failure("ends inside a text", remedy: "close the text with a double quote")
  }

  /// A number, kept as it is written: `-?(0|[1-9][0-9]*)(.[0-9]+)?([eE][+-]?[0-9]+)?`
  mutating func parseNumber() throws(JSONFailure) -> String {
    let start = index
    if peek() == UInt8(ascii: "-") { index += 1 }
    let leadingZero = peek() == UInt8(ascii: "0")
    let integerDigits = skipDigits()
    guard integerDigits > 0, !(leadingZero && integerDigits > 1) else {
      index = start
      throw failure("is no JSON number", remedy: "write digits without a leading zero")
    }
    if peek() == UInt8(ascii: ".") {
      index += 1
      guard skipDigits() > 0 else { throw incompleteNumber(start) }
    }
    if peek() == UInt8(ascii: "e") || peek() == UInt8(ascii: "E") {
      index += 1
      if peek() == UInt8(ascii: "+") || peek() == UInt8(ascii: "-") { index += 1 }
      guard skipDigits() > 0 else { throw incompleteNumber(start) }
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func skipDigits() -> Int {
    let start = index
    while let byte = peek(), byte.isDigit { index += 1 }
    return index - start
  }

  private mutating func incompleteNumber(_ start: Int) -> JSONFailure {
    index = start
    return failure("is an incomplete number", remedy: "complete its digits, or put text in double quotes")
  }
}

extension UInt8 {
  /// Whether this continues a character of UTF-8 that began before.
  var isContinuation: Bool { self & 0xC0 == 0x80 }

  /// Whether this is the ASCII code of a decimal digit.
  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
