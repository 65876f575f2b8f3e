internal import CProtobufC

/// The C struct of a message type: its size, its empty value and its fields, as protobuf-c describes them.
public struct MessageLayout: Sendable {
  // An address of constant data; as an integer it may be shared between threads without further proof.
  private let address: UInt

  init(_ descriptor: UnsafePointer<ProtobufCMessageDescriptor>) {
    address = UInt(bitPattern: descriptor)
  }

  var descriptor: UnsafePointer<ProtobufCMessageDescriptor> {
    UnsafePointer(bitPattern: address).unsafelyUnwrapped
  }

  var byteCount: Int { descriptor.pointee.sizeof_message }

  /// Makes an empty struct of this type in memory of `byteCount` bytes.
  func initialize(_ memory: UnsafeMutableRawPointer) {
    descriptor.pointee.message_init(memory.assumingMemoryBound(to: ProtobufCMessage.self))
  }
}
