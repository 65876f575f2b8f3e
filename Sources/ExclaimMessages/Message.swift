/// A protobuf message as a Swift value. The generator writes every conformance but ``Timestamp``'s.
///
/// The wire form is read and written by protobuf-c: bytes ⇄ C struct ⇄ Swift value, the C struct living in
/// an arena for the length of one call.
public protocol Message: Sendable, Hashable, JSONMappable {
  /// Name in the schema: `exclaim.v1.Claim`.
  static var fullName: String { get }

  /// Fields that this schema does not know; sent again with the message.
  var unknownFields: UnknownFields { get set }

  /// An empty message.
  init()

  /// The C struct that carries this message. For the generator.
  static var layout: MessageLayout { get }

  /// Takes the fields from a C struct. For the generator.
  init(reading reader: StructReader) throws(DecodingFailure)

  /// Puts the fields into a C struct. For the generator.
  func write(to writer: StructWriter)
}

extension Message {
  /// Decodes a message.
  ///
  /// - Parameter budgetBytes: the memory that the decoded C structs may take; a hostile message can ask for
  ///   many times its own length. The Swift value takes about as much again.
  /// - Throws: ``DecodingFailure``; strings that are not UTF-8 are refused, never repaired.
  public init(decoding bytes: UnsafeRawBufferPointer, budgetBytes: Int) throws(DecodingFailure) {
    self = try Arena.scope(budgetBytes: budgetBytes) { (arena: Arena) throws(DecodingFailure) -> Self in
      guard let message = arena.unpack(bytes, Self.layout) else {
        throw arena.isExhausted ? .overBudget(bytes: budgetBytes) : .malformed(message: Self.fullName)
      }
      return try Self(reading: StructReader(base: message))
    }
  }

  /// Decodes a message held in an array.
  public init(decoding bytes: [UInt8], budgetBytes: Int) throws(DecodingFailure) {
    // Through a result: `withUnsafeBytes` would lose the type of the error.
    self = try bytes.withUnsafeBytes { buffer -> Result<Self, DecodingFailure> in
      do throws(DecodingFailure) {
        return .success(try Self(decoding: buffer, budgetBytes: budgetBytes))
      } catch {
        return .failure(error)
      }
    }.get()
  }

  /// Packs the message in two steps, so that a caller can reserve room in its own buffer in between.
  public func withPacked<Result, Failure: Error>(
    _ body: (borrowing Packed) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try Arena.scope(budgetBytes: .max) { (arena: Arena) throws(Failure) -> Result in
      try body(Packed(message: arena.pack(self)))
    }
  }

  /// How many bytes the message has in its wire form.
  public var packedByteCount: Int { withPacked { $0.byteCount } }

  /// The message in its wire form.
  public func encoded() -> [UInt8] {
    withPacked { packed in
      [UInt8](unsafeUninitializedCapacity: packed.byteCount) { buffer, count in
        packed.write(to: UnsafeMutableRawBufferPointer(buffer))
        count = packed.byteCount
      }
    }
  }
}
