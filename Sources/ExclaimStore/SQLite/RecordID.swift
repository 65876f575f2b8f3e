import ExclaimDomain

/// An id as its parts: kind, time, and the place of the record's first entry in the journal.
///
/// Text: the kind's prefix, "_", and a ULID, that is 128 bits in 26 digits of Crockford's base 32:
///
///     milliseconds since 1970, 48 bits | sequence of the first entry, 40 bits | random, 40 bits
///
/// The sequence makes ids of one ledger sort in journal order even within a millisecond and across restarts,
/// and leads from an id to its record without an index on ids. The random bits keep ledgers apart.
struct RecordID: Hashable {
  var kind: RecordKind
  var milliseconds: Int64
  /// Sequence of the record's first entry: the record's number.
  var number: Int64
  var random: UInt64

  static let digits = 26
  static let numberMax: Int64 = 1 << 40 - 1

  private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

  /// The id as text.
  var text: String {
    let high = UInt64(milliseconds) << 16 | UInt64(number) >> 24
    let low = UInt64(number) << 40 | (random & (1 << 40 - 1))
    let prefix = kind.idPrefix.utf8
    return String(unsafeUninitializedCapacity: prefix.count + 1 + Self.digits) { buffer in
      _ = buffer.update(fromContentsOf: prefix)
      buffer[prefix.count] = UInt8(ascii: "_")
      var (high, low) = (high, low)
      for place in stride(from: prefix.count + Self.digits, to: prefix.count, by: -1) {
        buffer[place] = Self.alphabet[Int(low & 31)]
        low = low >> 5 | high << 59
        high >>= 5
      }
      return buffer.count
    }
  }

  /// The number in an id's text; nil when the text is not an id.
  static func number(in text: String) -> Int64? {
    var text = text
    return text.withUTF8 { number(in: UnsafeRawBufferPointer($0)) }
  }

  /// The number in an id's UTF-8.
  static func number(in utf8: UnsafeRawBufferPointer) -> Int64? {
    let start = utf8.count - digits
    guard start >= 1, utf8[start - 1] == UInt8(ascii: "_"),
      utf8.firstIndex(of: UInt8(ascii: "_")) == start - 1
    else { return nil }
    var (high, low): (UInt64, UInt64) = (0, 0)
    for byte in utf8[start...] {
      let digit = values[Int(byte)]
      guard digit < 32 else { return nil }
      high = high << 5 | low >> 59
      low = low << 5 | UInt64(digit)
    }
    return Int64((high & 0xFFFF) << 24 | low >> 40)
  }

  /// The value of each byte as a digit; 255 for a byte that is none.
  private static let values = {
    var values = [UInt8](repeating: .max, count: 256)
    for (value, digit) in alphabet.enumerated() { values[Int(digit)] = UInt8(value) }
    return values
  }()
}
