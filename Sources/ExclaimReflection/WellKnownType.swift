internal import ExclaimMessages

/// A message that JSON has as text: field 1 its seconds, field 2 its nanoseconds.
enum WellKnownType {
  case timestamp
  case duration

  private static let durationSecondsMax: Int64 = 315_576_000_000  // 10 000 years
  private static let nanosPerSecond: Int32 = 1_000_000_000

  init?(_ type: MessageDescriptor) {
    switch type.fullName {
    case "google.protobuf.Timestamp": self = .timestamp
    case "google.protobuf.Duration": self = .duration
    default: return nil
    }
  }

  /// The text in JSON: `2025-07-28T14:05:00Z`, `-1.500s`; nil where there is none.
  func text(seconds: Int64, nanos: Int32) -> String? {
    switch self {
    case .timestamp: return Timestamp(seconds: seconds, nanos: nanos).rfc3339
    case .duration:
      let limit = Self.durationSecondsMax
      guard (-limit...limit).contains(seconds), abs(Int64(nanos)) < Self.nanosPerSecond,
        seconds.signum() * Int64(nanos.signum()) >= 0
      else { return nil }
      let sign = seconds < 0 || nanos < 0 ? "-" : ""
      return "\(sign)\(seconds.magnitude)\(Self.decimals(nanos.magnitude))s"
    }
  }

  /// The wire form of the message that a text of JSON stands for.
  func encode(_ json: JSONValue) throws(JSONFailure) -> [UInt8] {
    var writer = WireWriter()
    let parts: (seconds: Int64, nanos: Int32)
    switch self {
    case .timestamp:
      let moment = try Timestamp(json: json)
      parts = (moment.seconds, moment.nanos)
    case .duration:
      guard let duration = Self.duration(try String(json: json)) else {
        throw json.failure(
          "is no duration", remedy: "write seconds, with up to nine decimals and an s: \"1.5s\"")
      }
      parts = duration
    }
    if parts.seconds != 0 { writer.field(1, .varint(UInt64(bitPattern: parts.seconds))) }
    if parts.nanos != 0 { writer.field(2, .varint(UInt64(bitPattern: Int64(parts.nanos)))) }
    return writer.bytes
  }

  /// 0, 3, 6 or 9 decimals.
  private static func decimals(_ nanos: UInt32) -> String {
    guard nanos > 0 else { return "" }
    let digits = String(nanos)
    var all = String(repeating: "0", count: 9 - digits.count) + digits
    while all.hasSuffix("000") { all.removeLast(3) }
    return "." + all
  }

  private static func duration(_ text: String) -> (seconds: Int64, nanos: Int32)? {
    var rest = Substring(text)
    guard rest.popLast() == "s" else { return nil }
    let sign: Int64 = rest.first == "-" ? -1 : 1
    if sign < 0 { rest.removeFirst() }
    let parts = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let decimals = parts.count == 2 ? parts[1] : "0"
    // An Int64 would also take a sign.
    guard
      (parts + [decimals]).allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let seconds = Int64(parts[0]), seconds <= durationSecondsMax, decimals.count <= 9,
      let nanos = Int32(decimals + String(repeating: "0", count: 9 - decimals.count))
    else { return nil }
    return (sign * seconds, Int32(sign) * nanos)
  }
}
