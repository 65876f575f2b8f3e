import ExclaimWire

extension FuzzTarget {
  /// A Request envelope: its parts lie in its bytes, and written again it means the same.
  static let requestEnvelope = FuzzTarget(
    name: "request-envelope",
    run: { bytes in
      let limits = WireSteps.limits
      let view: RequestView
      do throws(EnvelopeError) {
        view = try RequestView(decoding: bytes, limits: limits)
      } catch {
        return try check(error, byteCount: bytes.count)
      }
      let ranges = [view.service, view.method, view.payload] + view.metadata.flatMap { [$0.key, $0.value] }
      try promise(ranges.allSatisfy { $0.isEmpty || $0.upperBound <= bytes.count }, "parts lie in the bytes")
      try promise(
        view.metadata.count <= limits.metadataPairsMax
          && view.metadata.reduce(0) { $0 + $1.key.count + $1.value.count } <= limits.metadataBytesMax,
        "metadata stay within their limits")

      let envelope = view.envelope(in: bytes)
      let payload = Array(bytes[view.payload])
      let again = requestBytes(
        envelope.service, envelope.method, timeoutNanoseconds: envelope.timeoutNanoseconds,
        metadata: envelope.metadata, payload)
      try again.withUnsafeBytes { again in
        let view = try promiseSuccess("an envelope that was written decodes") {
          try RequestView(decoding: again, limits: limits)
        }
        try promise(
          view.envelope(in: again) == envelope && again[view.payload].elementsEqual(payload),
          "an envelope keeps its meaning: \(envelope)")
      }
      try find(view, bytes)
    },
    seeds: { _ in
      let pairs = [RequestEnvelope.Metadata(key: "k", value: "v"), .init(key: "", value: "")]
      let get = requestBytes("exclaim.v1.Records", "Get", [10, 3, 97, 98, 99])
      return (0...get.count).map { Array(get.prefix($0)) } + [
        requestBytes("exclaim.v1.Records", "List", timeoutNanoseconds: 5_000_000_000, metadata: pairs, [1]),
        requestBytes("exclaim.v1.Control", "Health", timeoutNanoseconds: -1),
        requestBytes("", "", metadata: pairs + pairs),
        requestBytes("s", "m") + [0x31, 1, 2, 3, 4, 5, 6, 7, 8, 0x35, 1, 2, 3, 4, 0x38, 1, 0x42, 1, 0],
      ]
    })

  /// A Response envelope, likewise.
  static let responseEnvelope = FuzzTarget(
    name: "response-envelope",
    run: { bytes in
      let view: ResponseView
      do throws(EnvelopeError) {
        view = try ResponseView(decoding: bytes)
      } catch {
        return try check(error, byteCount: bytes.count)
      }
      try promise(
        view.payload.isEmpty || view.payload.upperBound <= bytes.count, "the payload lies in the bytes")
      let payloadByteCount = view.payload.count
      let envelope: ResponseEnvelope =
        view.status.code == .ok ? .success(payloadByteCount: payloadByteCount) : .failure(view.status)
      var again = [UInt8](repeating: 0, count: envelope.prefixByteCount)
      again.withUnsafeMutableBytes { envelope.writePrefix(into: $0) }
      again += [UInt8](repeating: 0, count: envelope.payloadByteCount)
      let reread = try promiseSuccess("an envelope that was written decodes") {
        try again.withUnsafeBytes { try ResponseView(decoding: $0) }
      }
      try promise(
        view.status.code == .ok
          ? reread.status == .ok && reread.payload.count == payloadByteCount : reread.status == view.status,
        "an envelope keeps its meaning: \(view.status)")
    },
    seeds: { _ in
      let failure = ResponseEnvelope.failure(.limitExceeded("frameBytesMax", 4_194_304, "send less"))
      var bytes = [UInt8](repeating: 0, count: failure.prefixByteCount)
      bytes.withUnsafeMutableBytes { failure.writePrefix(into: $0) }
      return (0...bytes.count).map { Array(bytes.prefix($0)) } + [
        bytes + bytes, [0x12, 3, 1, 2, 3], [], [0x0A, 2, 8, 99], [0x0A, 0, 0x12, 0],
      ]
    })

  private static let methods: MethodTable<String> = {
    var table = MethodTable<String>()
    table.add("Get", service: "exclaim.v1.Records", name: "Get")
    table.add("", service: "", name: "")
    return table
  }()

  private static func find(_ view: RequestView, _ bytes: UnsafeRawBufferPointer) throws {
    do throws(Status) {
      let name = try methods.find(view, in: bytes)
      try? promise(bytes[view.method].elementsEqual(name.utf8), "a method is found by its name")
    } catch {
      try promise(
        error.code == .unimplemented && error.message.utf8.count < 2_000, "a method is missing: \(error)")
    }
  }

  private static func check(_ error: EnvelopeError, byteCount: Int) throws {
    try promise(
      (0..<byteCount).contains(error.byteOffset) && !error.description.isEmpty
        && [.invalidArgument, .resourceExhausted].contains(error.status.code),
      "an error tells its place: \(error) of \(byteCount)")
  }
}
