// Numbers in JSON: integers are exact whatever their form (`1000`, `1e3`, `"1000"`), 64-bit ones are written
// as text.

extension JSONScalar where Self: FixedWidthInteger {
  /// Zero.
  public static var unset: Self { 0 }

  /// Takes a number, or text that is one. No digit is rounded away.
  public init(json value: JSONValue) throws(JSONFailure) {
    let number = try JSONDecimal(value)
    switch number.integer(as: Self.self) {
    case .exact(let integer): self = integer
    case .fraction: throw value.failure("is not a whole number", remedy: "give a whole number")
    case .outOfRange:
      throw value.failure("is out of range", remedy: "give a whole number from \(Self.min) to \(Self.max)")
    }
  }

  /// Writes digits; as text where the type has 64 bits, since many JSON readers know only doubles.
  public func write(json: inout JSONWriter) {
    if Self.bitWidth < 64 { json.write(literal: String(self)) } else { json.write(String(self)) }
  }
}

extension Int32: JSONScalar {}
extension UInt32: JSONScalar {}
extension Int64: JSONScalar {}
extension UInt64: JSONScalar {}

extension JSONScalar where Self: BinaryFloatingPoint & LosslessStringConvertible {
  /// Zero.
  public static var unset: Self { 0 }

  /// Takes a number, text that is one, or `"NaN"`, `"Infinity"`, `"-Infinity"`.
  public init(json value: JSONValue) throws(JSONFailure) {
    switch value.string {
    case "NaN": self = .nan
    case "Infinity": self = .infinity
    case "-Infinity": self = -.infinity
    default:
      guard let number = Self(try JSONDecimal(value).text), number.isFinite else {
        throw value.failure("is out of range", remedy: "give a number that a \(Self.self) can hold")
      }
      self = number
    }
  }

  /// Writes the shortest digits that give the same number back.
  public func write(json: inout JSONWriter) {
    switch self {
    case _ where isNaN: json.write("NaN")
    case .infinity: json.write("Infinity")
    case -.infinity: json.write("-Infinity")
    default: json.write(literal: String(self))
    }
  }
}

extension Double: JSONScalar {}
extension Float: JSONScalar {}

/// A decimal number in JSON's grammar, taken apart.
struct JSONDecimal {
  enum Integer<Value> {
    case exact(Value)
    case fraction
    case outOfRange
  }

  let text: String
  private var isNegative = false
  /// Digits without leading and trailing zeros, and the power of ten of the last one.
  private var digits: [UInt8] = []
  private var exponent = 0

  init(_ value: JSONValue) throws(JSONFailure) {
    switch value.content {
    case .number(let text), .string(let text): self.text = text
    default: throw value.failure("is \(value.kind) where a number is expected", remedy: "write digits")
    }
    // Text in quotes has to meet JSON's own grammar for numbers.
    if case .string(let text) = value.content {
      guard case .number? = (try? JSONValue(parsing: text))?.content, text.utf8.allSatisfy({ $0 > 0x20 })
      else {
        throw value.failure("is text where a number is expected", remedy: "write digits")
      }
    }
    takeApart()
  }

  private mutating func takeApart() {
    let parts = text.utf8.split(maxSplits: 1) { $0 | 0x20 == UInt8(ascii: "e") }
    var afterPoint = 0
    var hasPoint = false
    for byte in parts[0] {
      switch byte {
      case UInt8(ascii: "-"): isNegative = true
      case UInt8(ascii: "."): hasPoint = true
      default:
        if !digits.isEmpty || byte != UInt8(ascii: "0") { digits.append(byte - UInt8(ascii: "0")) }
        if hasPoint { afterPoint += 1 }
      }
    }
    // An exponent too long for an Int is as good as one that is merely enormous.
    let written = parts.count > 1 ? String(parts[1]) ?? "0" : "0"
    let limit = 1_000_000_000
    exponent = max(-limit, min(limit, Int(written) ?? (written.hasPrefix("-") ? -limit : limit))) - afterPoint
    while digits.last == 0 {
      digits.removeLast()
      exponent += 1
    }
  }

  func integer<Value: FixedWidthInteger>(as type: Value.Type) -> Integer<Value> {
    if digits.isEmpty { return .exact(0) }
    if exponent < 0 { return .fraction }
    // 20 digits hold every 64-bit number; the bound also keeps the loop below short.
    guard digits.count + exponent <= 20 else { return .outOfRange }
    var value: Value = 0
    for digit in digits + Array(repeating: 0, count: exponent) {
      let (shifted, overflowed) = value.multipliedReportingOverflow(by: 10)
      let (sum, carried) =
        isNegative
        ? shifted.subtractingReportingOverflow(Value(digit)) : shifted.addingReportingOverflow(Value(digit))
      if overflowed || carried { return .outOfRange }
      value = sum
    }
    return .exact(value)
  }
}
