/// The ten bytes before every payload, big-endian.
///
///      0               4               8      9      10
///     +---------------+---------------+------+-------+----------------
///     | length u32    | stream u32    | type | flags | payload …
///     +---------------+---------------+------+-------+----------------
///
/// `length` counts the payload alone. A legal length is below 16 MiB, so byte 0 is always zero.
public struct FrameHeader: Sendable, Hashable {
  /// Bytes of a header on the wire.
  public static let byteCount = 10

  /// The least length whose first byte is not zero: no peer of this protocol ever says so much.
  public static let absurdLength: UInt32 = 1 << 24

  /// Bytes of payload that follow.
  public var length: UInt32
  /// The call that the frame belongs to; odd when a client opened it.
  public var stream: UInt32
  /// What the payload is.
  public var type: FrameType
  /// How the stream goes on.
  public var flags: FrameFlags

  /// A header from its parts.
  public init(length: UInt32, stream: UInt32, type: FrameType, flags: FrameFlags = []) {
    self.length = length
    self.stream = stream
    self.type = type
    self.flags = flags
  }

  /// The header in the first ten bytes of `bytes`, which must hold that many.
  public init(reading bytes: UnsafeRawBufferPointer) {
    precondition(bytes.count >= Self.byteCount, "a frame header is read from ten bytes or more")
    length = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
    stream = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
    type = FrameType(rawValue: bytes[8])
    flags = FrameFlags(rawValue: bytes[9])
  }

  /// Writes the header to the first ten bytes of `bytes`, which must have room for it.
  public func write(into bytes: UnsafeMutableRawBufferPointer) {
    precondition(bytes.count >= Self.byteCount, "a frame header is written into ten bytes or more")
    bytes.storeBytes(of: length.bigEndian, toByteOffset: 0, as: UInt32.self)
    bytes.storeBytes(of: stream.bigEndian, toByteOffset: 4, as: UInt32.self)
    bytes[8] = type.rawValue
    bytes[9] = flags.rawValue
  }
}

/// What a frame carries. A type that this version does not know is kept as its number, and ignored.
public struct FrameType: RawRepresentable, Sendable, Hashable {
  /// The number on the wire.
  public let rawValue: UInt8

  /// The type with this number, known or not.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Opens a stream: client to server, a request envelope.
  public static let request = FrameType(rawValue: 1)
  /// Ends a stream: server to client, a response envelope.
  public static let response = FrameType(rawValue: 2)
  /// One message of a stream, in either direction, with no envelope.
  public static let data = FrameType(rawValue: 3)
  /// Lets the server send more of a streamed answer: client to server, four bytes. After Hello only.
  public static let window = FrameType(rawValue: 0x80)
  /// The server is about to stop: server to client, on stream 0, no payload. After Hello only.
  public static let goAway = FrameType(rawValue: 0x81)
}

/// How a stream goes on after a frame, said from the receiver's side.
public struct FrameFlags: OptionSet, Sendable, Hashable {
  /// The bits on the wire.
  public let rawValue: UInt8

  /// The flags with these bits; unknown bits are kept and mean nothing.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The sender sends nothing more on this stream.
  public static let remoteClosed = FrameFlags(rawValue: 0x01)
  /// The sender has more to send on this stream.
  public static let remoteOpen = FrameFlags(rawValue: 0x02)
  /// The frame holds no message; without it an empty payload is a message of zero bytes.
  public static let noData = FrameFlags(rawValue: 0x04)
}
