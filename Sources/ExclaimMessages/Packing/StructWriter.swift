internal import CProtobufC

/// An empty C struct, into which a message puts its fields. Only generated code uses it.
public struct StructWriter {
  let base: UnsafeMutableRawPointer
  let arena: Arena

  func pointer<C>(to type: C.Type) -> UnsafeMutablePointer<C> {
    base.assumingMemoryBound(to: C.self)
  }

  func bytes(_ string: String) -> ProtobufCBinaryData {
    // A string's own storage may not be pointed to after this call, so its bytes are copied.
    var string = string
    return string.withUTF8 { copy($0) }
  }

  func bytes(_ bytes: [UInt8]) -> ProtobufCBinaryData {
    bytes.withUnsafeBufferPointer { copy($0) }
  }

  private func copy(_ bytes: UnsafeBufferPointer<UInt8>) -> ProtobufCBinaryData {
    guard let start = bytes.baseAddress, bytes.count > 0 else {
      return ProtobufCBinaryData(len: 0, data: nil)
    }
    let memory = arena.takeToPack(bytes.count)
    memory.copyMemory(from: start, byteCount: bytes.count)
    return ProtobufCBinaryData(len: bytes.count, data: memory.assumingMemoryBound(to: UInt8.self))
  }

  func array<Value, C>(_ values: [Value], _ convert: (Value) -> C) -> UnsafeMutablePointer<C>? {
    guard !values.isEmpty else { return nil }
    let memory = arena.takeToPack(values.count * MemoryLayout<C>.stride)
    let elements = memory.bindMemory(to: C.self, capacity: values.count)
    for (index, value) in values.enumerated() {
      (elements + index).initialize(to: convert(value))
    }
    return elements
  }

  func message<M: Message, C>(_ message: M?) -> UnsafeMutablePointer<C>? {
    message.map { arena.pack($0).assumingMemoryBound(to: C.self) }
  }

  func messages<M: Message, C>(_ messages: [M]) -> UnsafeMutablePointer<UnsafeMutablePointer<C>?>? {
    array(messages) { message($0) }
  }

  func write(_ unknown: UnknownFields) {
    guard !unknown.isEmpty else { return }
    let message = pointer(to: ProtobufCMessage.self)
    message.pointee.n_unknown_fields = UInt32(unknown.fields.count)
    message.pointee.unknown_fields = array(unknown.fields) { field in
      let data = bytes(field.bytes)
      return ProtobufCMessageUnknownField(
        tag: field.tag, wire_type: ProtobufCWireType(rawValue: field.wireType), len: data.len, data: data.data
      )
    }
  }
}
