/// The bytes that a piece of JSON describes, as Tests/Conformance/wire/README.md tells: a string of
/// hexadecimal digits, a part, or a list of both.
func caseBytes(_ value: Any, _ place: String) throws -> [UInt8] {
  if let digits = value as? String { return try hexadecimal(digits, place) }
  if let list = value as? [Any] {
    return try list.enumerated().flatMap { try caseBytes($1, "\(place)[\($0)]") }
  }
  let part = try CaseObject(value, place, knows: "text", "bytes", "times", "varint", "field")
  let field = try part.optional("field", Int.self)
  if let number = try part.optional("varint", Int.self) {
    let tag = field.map { varint(UInt64($0) << 3) } ?? []
    return tag + varint(UInt64(bitPattern: Int64(number)))
  }
  let once = try part.optional("text", String.self).map { Array($0.utf8) } ?? part.bytes("bytes") ?? []
  let content = repeated(once, times: try part.optional("times") ?? 1)
  guard let field else { return content }
  return varint(UInt64(field) << 3 | 2) + varint(UInt64(content.count)) + content
}

private func repeated(_ bytes: [UInt8], times: Int) -> [UInt8] {
  let byteCount = bytes.count * times
  guard byteCount > 0 else { return [] }
  var result = bytes
  result.reserveCapacity(byteCount)
  // By doubling, since the cases repeat a byte or two millions of times.
  while result.count < byteCount { result += Array(result.prefix(byteCount - result.count)) }
  return result
}

private func hexadecimal(_ text: String, _ place: String) throws -> [UInt8] {
  let digits = text.filter { $0 != " " }.map(\.hexDigitValue)
  guard digits.count.isMultiple(of: 2), !digits.contains(nil) else {
    throw CaseError("\(place): \"\(text)\" is not pairs of hexadecimal digits")
  }
  return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0]! << 4 | digits[$0 + 1]!) }
}

func varint(_ number: UInt64) -> [UInt8] {
  var (rest, bytes) = (number, [UInt8]())
  while rest >= 0x80 {
    bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
    rest >>= 7
  }
  return bytes + [UInt8(rest)]
}
