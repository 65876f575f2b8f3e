internal import ExclaimMessages

extension FieldKind {
  /// The wire type of its values in a packed list; nil where lists are never packed.
  var packedWireType: UInt8? {
    switch self {
    case .double, .fixed64, .sfixed64: 1
    case .float, .fixed32, .sfixed32: 5
    case .string, .bytes, .message: nil
    default: 0
    }
  }

  /// What stands for a value that did not come. Not for messages.
  var defaultWireValue: WireValue {
    switch packedWireType {
    case 0: .varint(0)
    case 1: .fixed64(0)
    case 5: .fixed32(0)
    default: .bytes([])
    }
  }

  /// Whether a value is the default of this type.
  func isDefault(_ value: WireValue) -> Bool {
    (try? scalar(value)).flatMap { $0 }?.isUnset ?? false
  }

  /// A value of the wire as JSON has it; an enum's is its number.
  ///
  /// - Returns: nil for a value of another wire type, and for a message.
  func scalar(_ value: WireValue) throws(ReflectionFailure) -> (any JSONScalar)? {
    switch (self, value) {
    case (.double, .fixed64(let bits)): return Double(bitPattern: bits)
    case (.float, .fixed32(let bits)): return Float(bitPattern: bits)
    case (.int32, .varint(let bits)), (.enumeration, .varint(let bits)):
      return Int32(truncatingIfNeeded: bits)
    case (.int64, .varint(let bits)), (.sfixed64, .fixed64(let bits)): return Int64(bitPattern: bits)
    case (.uint32, .varint(let bits)): return UInt32(truncatingIfNeeded: bits)
    case (.uint64, .varint(let bits)), (.fixed64, .fixed64(let bits)): return bits
    case (.sint32, .varint(let bits)): return Int32(truncatingIfNeeded: unzigzagged(bits))
    case (.sint64, .varint(let bits)): return unzigzagged(bits)
    case (.fixed32, .fixed32(let bits)): return bits
    case (.sfixed32, .fixed32(let bits)): return Int32(bitPattern: bits)
    case (.bool, .varint(let bits)): return bits != 0
    case (.bytes, .bytes(let bytes)): return Base64(Array(bytes))
    case (.string, .bytes(let bytes)):
      guard let text = String(utf8: bytes) else {
        throw ReflectionFailure("is not valid UTF-8", remedy: "send text as UTF-8")
      }
      return text
    default: return nil
    }
  }

  /// The wire form of a value of JSON. Not for enums and messages: those need to be looked up.
  func wireValue(_ json: JSONValue) throws(JSONFailure) -> WireValue {
    switch self {
    case .double: .fixed64(try Double(json: json).bitPattern)
    case .float: .fixed32(try Float(json: json).bitPattern)
    case .int32: .varint(UInt64(bitPattern: Int64(try Int32(json: json))))
    case .int64: .varint(UInt64(bitPattern: try Int64(json: json)))
    case .uint32: .varint(UInt64(try UInt32(json: json)))
    case .uint64: .varint(try UInt64(json: json))
    case .sint32: .varint(zigzagged(Int64(try Int32(json: json))))
    case .sint64: .varint(zigzagged(try Int64(json: json)))
    case .fixed32: .fixed32(try UInt32(json: json))
    case .fixed64: .fixed64(try UInt64(json: json))
    case .sfixed32: .fixed32(UInt32(bitPattern: try Int32(json: json)))
    case .sfixed64: .fixed64(UInt64(bitPattern: try Int64(json: json)))
    case .bool: .varint(try Bool(json: json) ? 1 : 0)
    case .string: .bytes(try Array(String(json: json).utf8)[...])
    case .bytes: .bytes(try Base64(json: json).bytes[...])
    case .message, .enumeration: preconditionFailure("messages and enums are read by their descriptors")
    }
  }
}

extension String {
  /// The text of bytes that are UTF-8; nil when they are not.
  init?(utf8 bytes: ArraySlice<UInt8>) {
    guard let text = bytes.withUnsafeBufferPointer({ String(utf8: $0) }) else { return nil }
    self = text
  }
}

extension JSONScalar {
  /// Whether this is the default of its type.
  var isUnset: Bool { self == .unset }
}

/// 0, -1, 1, -2 … as 0, 1, 2, 3 …: small numbers of both signs are short.
private func zigzagged(_ number: Int64) -> UInt64 {
  UInt64(bitPattern: number << 1 ^ number >> 63)
}

private func unzigzagged(_ bits: UInt64) -> Int64 {
  Int64(bitPattern: bits >> 1) ^ -Int64(bitPattern: bits & 1)
}
