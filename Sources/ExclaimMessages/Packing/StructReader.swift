internal import CProtobufC

/// A decoded C struct, from which a message takes its fields. Only generated code uses it.
public struct StructReader {
  let base: UnsafeRawPointer

  func pointer<C>(to type: C.Type) -> UnsafePointer<C> {
    base.assumingMemoryBound(to: C.self)
  }

  func string(_ data: ProtobufCBinaryData, _ field: String) throws(DecodingFailure) -> String {
    guard data.len > 0 else { return "" }
    let bytes = UnsafeBufferPointer(start: data.data, count: data.len)
    guard let string = String(utf8: bytes) else { throw .invalidUTF8(field: field) }
    return string
  }

  func strings(
    _ data: UnsafeMutablePointer<ProtobufCBinaryData>?, _ count: Int, _ field: String
  ) throws(DecodingFailure) -> [String] {
    guard let data, count > 0 else { return [] }
    var strings: [String] = []
    strings.reserveCapacity(count)
    for index in 0..<count {
      do throws(DecodingFailure) {
        strings.append(try string(data[index], ""))
      } catch {
        throw error.inside("\(field)[\(index)]")
      }
    }
    return strings
  }

  func bytes(_ data: ProtobufCBinaryData) -> [UInt8] {
    [UInt8](UnsafeBufferPointer(start: data.data, count: data.len))
  }

  func byteStrings(_ data: UnsafeMutablePointer<ProtobufCBinaryData>?, _ count: Int) -> [[UInt8]] {
    numbers(data, count) { bytes($0) }
  }

  func numbers<C, Value>(
    _ values: UnsafeMutablePointer<C>?, _ count: Int, _ convert: (C) -> Value
  ) -> [Value] {
    guard let values, count > 0 else { return [] }
    return UnsafeBufferPointer(start: values, count: count).map(convert)
  }

  func message<M: Message, C>(
    _ pointer: UnsafeMutablePointer<C>?, _ field: String
  ) throws(DecodingFailure) -> M? {
    guard let pointer else { return nil }
    do throws(DecodingFailure) {
      return try M(reading: StructReader(base: pointer))
    } catch {
      throw error.inside(field)
    }
  }

  func messages<M: Message, C>(
    _ pointers: UnsafeMutablePointer<UnsafeMutablePointer<C>?>?, _ count: Int, _ field: String
  ) throws(DecodingFailure) -> [M] {
    guard let pointers, count > 0 else { return [] }
    var messages: [M] = []
    messages.reserveCapacity(count)
    for index in 0..<count {
      guard let pointer = pointers[index] else { continue }
      do throws(DecodingFailure) {
        messages.append(try M(reading: StructReader(base: pointer)))
      } catch {
        throw error.inside("\(field)[\(index)]")
      }
    }
    return messages
  }

  func unknownFields() throws(DecodingFailure) -> UnknownFields {
    let message = pointer(to: ProtobufCMessage.self).pointee
    var unknown = UnknownFields()
    guard message.n_unknown_fields > 0 else { return unknown }
    let fields = UnsafeBufferPointer(start: message.unknown_fields, count: Int(message.n_unknown_fields))
    guard fields.allSatisfy(\.isReadable) else {
      throw .malformed(message: String(cString: message.descriptor.pointee.name))
    }
    unknown.fields = fields.map { field in
      let bytes = UnsafeBufferPointer(start: field.data, count: field.len)
      return .init(tag: field.tag, wireType: field.wire_type.rawValue, bytes: [UInt8](bytes))
    }
    return unknown
  }
}

extension ProtobufCMessageUnknownField {
  /// Whether every library reads the field. protobuf-c takes numbers that no field can have, when they come in more
  /// bytes than they need, and varints of more than 64 bits; a record that keeps them could not be read again, by
  /// protobuf-c itself or by clients in Go and Rust.
  fileprivate var isReadable: Bool {
    guard UnknownFields.numbers.contains(tag) else { return false }
    // The tenth byte of a varint, wire type 0, has room for one bit, the 64th.
    return wire_type.rawValue != 0 || len < 10 || data[9] <= 1
  }
}
