/// A frame as it was received.
public struct ReceivedFrame: Sendable, CustomStringConvertible {
  /// Bytes of the header.
  public static let headerByteCount = 10

  /// What it carries.
  public let type: UInt8
  /// How its stream goes on.
  public let flags: UInt8
  /// The call it belongs to.
  public let stream: UInt32
  /// What stands behind the header.
  public let payload: [UInt8]

  /// A frame that was received by somebody else.
  public init(type: UInt8, flags: UInt8, stream: UInt32, payload: [UInt8]) {
    self.type = type
    self.flags = flags
    self.stream = stream
    self.payload = payload
  }

  /// Reads one frame.
  ///
  /// - Parameter receive: gives the next so many bytes.
  public init(_ receive: (Int) throws -> [UInt8]) throws {
    let header = try receive(Self.headerByteCount)
    func number(at start: Int) -> UInt32 { header[start..<start + 4].reduce(0) { $0 << 8 | UInt32($1) } }
    let length = Int(number(at: 0))
    stream = number(at: 4)
    type = header[8]
    flags = header[9]
    guard length <= 4_194_304 else {
      throw CaseError("a frame of \(length) bytes came, and none may be so long")
    }
    payload = try receive(length)
  }

  /// Its header in words, and what its payload says.
  public var description: String {
    let kind = [1: "request", 2: "response", 3: "data"][type] ?? "frame of type \(type)"
    let said: String =
      if type == 2, let response = try? ReceivedResponse(payload), let status = response.status {
        "code \(status.code), \"\(status.message)\""
      } else {
        "\(payload.count) bytes " + payload.prefix(40).map { String($0, radix: 16) }.joined(separator: " ")
      }
    return "\(kind) on stream \(stream), flags \(flags): \(said)"
  }
}

/// What a Response says.
public struct ReceivedResponse {
  /// How a call failed.
  public struct Status {
    /// Its number.
    public let code: Int64
    /// What it says to people.
    public let message: String
    /// What it says to programs: the name of a message and its bytes.
    public let details: [(type: String, bytes: [UInt8])]
  }

  /// Absent when the call did not fail.
  public let status: Status?
  /// The message; nil when the field is not there.
  public let payload: [UInt8]?

  /// Reads the payload of a Response frame.
  public init(_ envelope: [UInt8]) throws {
    let fields = try FieldList(envelope)
    payload = fields.last(2)?.content
    status = try fields.last(1).map { field in
      let status = try FieldList(field.content)
      return Status(
        code: Int64(bitPattern: status.last(1)?.varint ?? 0), message: try status.text(2),
        details: try status.fields.filter { $0.number == 3 }.map { field in
          let detail = try FieldList(field.content)
          let name = try detail.text(1).split(separator: "/").last.map(String.init) ?? ""
          return (name, detail.last(2)?.content ?? [])
        })
    }
  }
}
