internal import ExclaimMessages

extension WireReader.Field {
  func bytes() throws(ReflectionFailure) -> ArraySlice<UInt8> {
    guard case .bytes(let bytes) = value else { throw wrongType }
    return bytes
  }

  func text() throws(ReflectionFailure) -> String {
    guard let text = String(utf8: try bytes()) else {
      throw ReflectionFailure("has a name or comment that is not UTF-8", remedy: "make the set with protoc")
    }
    return text
  }

  func int32() throws(ReflectionFailure) -> Int32 {
    guard case .varint(let number) = value else { throw wrongType }
    return Int32(truncatingIfNeeded: number)
  }

  /// Numbers of a repeated field, packed or not.
  func int32s() throws(ReflectionFailure) -> [Int32] {
    guard case .bytes(let bytes) = value else { return [try int32()] }
    var numbers: [Int32] = []
    var reader = WireReader(bytes)
    while case .varint(let number)? = try reader.nextPacked(0) {
      numbers.append(Int32(truncatingIfNeeded: number))
    }
    return numbers
  }

  private var wrongType: ReflectionFailure {
    ReflectionFailure(
      "has wire type \(value.wireType) at field \(number), which is of another type",
      remedy: "make the set with protoc")
  }
}

/// Field 1 of every descriptor.
func name(of descriptor: ArraySlice<UInt8>) throws(ReflectionFailure) -> String {
  var name = ""
  var reader = WireReader(descriptor)
  while let field = try reader.next() {
    if field.number == 1 { name = try field.text() }
  }
  return name
}

/// A declaration's name with the names of what holds it.
func qualified(_ name: String, in scope: String) -> String {
  scope.isEmpty ? name : "\(scope).\(name)"
}
