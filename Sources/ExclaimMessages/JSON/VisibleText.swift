/// Bytes of a file as a message can show them.
public enum VisibleText {
  /// The bytes as text; each one that is no UTF-8 as its number: `caf\xE9`.
  public static func of(_ bytes: some Collection<UInt8>) -> String {
    var text = ""
    var rest = bytes[...]
    while !rest.isEmpty {
      let valid = rest.prefix(validPrefix(of: rest))
      text += String(decoding: valid, as: UTF8.self)
      rest = rest.dropFirst(valid.count)
      if let bad = rest.popFirst() {
        let digits = String(bad, radix: 16, uppercase: true)
        text += "\\x" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return text
  }

  /// How many bytes at the start are valid UTF-8.
  static func validPrefix(of bytes: some Sequence<UInt8>) -> Int {
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var count = 0
    while case .valid(let scalar) = parser.parseScalar(from: &iterator) { count += scalar.count }
    return count
  }
}
