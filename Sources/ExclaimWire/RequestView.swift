/// A request envelope as it was received: where its parts lie in the payload of the frame.
///
/// Nothing is copied. Every range is relative to the bytes that were decoded and is good as long as they
/// are. The texts are known to be UTF-8. A scalar that came twice has its last value.
public struct RequestView: Sendable, Equatable {
  /// Where the full name of the service lies.
  public private(set) var service = 0..<0
  /// Where the name of the method lies.
  public private(set) var method = 0..<0
  /// Where the message lies; empty when it is not there, which is a message of zero bytes.
  public private(set) var payload = 0..<0
  /// Time left for the call, in nanoseconds; 0 is no deadline, negative has passed already.
  public private(set) var timeoutNanoseconds: Int64 = 0
  /// Where keys and values of the metadata lie, in order.
  public private(set) var metadata: [(key: Range<Int>, value: Range<Int>)] = []

  /// The time the caller gives the call, from now; nil when it sets no deadline.
  public var timeout: Duration? {
    timeoutNanoseconds == 0 ? nil : .nanoseconds(timeoutNanoseconds)
  }

  /// Decodes the payload of a Request frame. Unknown fields are skipped.
  public init(decoding bytes: UnsafeRawBufferPointer, limits: Limits) throws(EnvelopeError) {
    var reader = FieldReader(.request, bytes, in: 0..<bytes.count)
    var metadataBytes = 0
    while let field = try reader.next() {
      switch field.number {
      case 1: service = try reader.text(field)
      case 2: method = try reader.text(field)
      case 3: payload = try reader.range(field)
      case 4: timeoutNanoseconds = Int64(bitPattern: try reader.number(field))
      case 5:
        let pair = try Self.metadataPair(bytes, in: try reader.range(field))
        metadata.append(pair)
        metadataBytes += pair.key.count + pair.value.count
        if metadata.count > limits.metadataPairsMax {
          throw reader.error(
            field,
            .overLimit(name: "metadataPairsMax", value: metadata.count, max: limits.metadataPairsMax))
        }
        if metadataBytes > limits.metadataBytesMax {
          throw reader.error(
            field,
            .overLimit(name: "metadataBytesMax", value: metadataBytes, max: limits.metadataBytesMax))
        }
      default: break
      }
    }
  }

  private static func metadataPair(
    _ bytes: UnsafeRawBufferPointer, in range: Range<Int>
  ) throws(EnvelopeError) -> (key: Range<Int>, value: Range<Int>) {
    var reader = FieldReader(.metadata, bytes, in: range)
    var pair = (key: 0..<0, value: 0..<0)
    while let field = try reader.next() {
      switch field.number {
      case 1: pair.key = try reader.text(field)
      case 2: pair.value = try reader.text(field)
      default: break
      }
    }
    return pair
  }

  /// The envelope as values, copied out of the bytes it was decoded from.
  public func envelope(in bytes: UnsafeRawBufferPointer) -> RequestEnvelope {
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    return RequestEnvelope(
      service: text(service), method: text(method), timeoutNanoseconds: timeoutNanoseconds,
      metadata: metadata.map { .init(key: text($0.key), value: text($0.value)) })
  }

  /// Whether two views have the same parts in the same places.
  public static func == (a: RequestView, b: RequestView) -> Bool {
    a.service == b.service && a.method == b.method && a.payload == b.payload
      && a.timeoutNanoseconds == b.timeoutNanoseconds
      && a.metadata.elementsEqual(b.metadata, by: ==)
  }
}
