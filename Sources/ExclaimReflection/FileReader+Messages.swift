extension FileReader {
  func message(
    _ bytes: ArraySlice<UInt8>, in scope: String, at path: [Int32], into set: inout DescriptorSet
  ) throws(ReflectionFailure) {
    guard path.count <= 2 * Self.depthMax else {
      throw ReflectionFailure(
        scope, "has messages declared inside each other deeper than \(Self.depthMax) levels",
        remedy: "declare them beside each other")
    }
    let fullName = try qualified(name(of: bytes), in: scope)
    let oneofs = try oneofs(of: bytes)
    var fields: [FieldDescriptor] = []
    var isMapEntry = false
    var places = Places(path: path)
    var reader = WireReader(bytes)
    while let field = try reader.next() {
      switch field.number {
      case 2: fields.append(try self.field(field.bytes(), in: fullName, oneofs, at: places.next(2)))
      case 3: try message(field.bytes(), in: fullName, at: places.next(3), into: &set)
      case 4: try set.add(enumeration(field.bytes(), in: fullName, at: places.next(4)))
      case 7: isMapEntry = try flag(7, of: field.bytes()) ?? false
      default: break
      }
    }
    try set.add(
      MessageDescriptor(
        fullName: fullName, comment: comments[path] ?? "", fields: fields, isMapEntry: isMapEntry))
  }

  private func oneofs(of message: ArraySlice<UInt8>) throws(ReflectionFailure) -> [String] {
    var names: [String] = []
    var reader = WireReader(message)
    while let field = try reader.next() {
      if field.number == 8 { names.append(try name(of: field.bytes())) }
    }
    return names
  }

  private func field(
    _ bytes: ArraySlice<UInt8>, in message: String, _ oneofs: [String], at path: [Int32]
  ) throws(ReflectionFailure) -> FieldDescriptor {
    var name = "", jsonName = "", typeName = ""
    var number: Int32 = 0, label: Int32 = 1, type: Int32 = 0
    var oneof: Int32?
    var isOptional = false
    var isPacked = syntax != "proto2"
    var reader = WireReader(bytes)
    while let field = try reader.next() {
      switch field.number {
      case 1: name = try field.text()
      case 3: number = try field.int32()
      case 4: label = try field.int32()
      case 5: type = try field.int32()
      case 6: typeName = try field.text()
      case 8: isPacked = try flag(2, of: field.bytes()) ?? isPacked
      case 9: oneof = try field.int32()
      case 10: jsonName = try field.text()
      case 17: isOptional = try field.int32() != 0
      default: break
      }
    }
    let fullName = qualified(name, in: message)
    guard FieldDescriptor.numbers.contains(number) else {
      throw ReflectionFailure(
        fullName, "has number \(number), which cannot exist", remedy: "make the set with protoc")
    }
    let kind = try kind(type, typeName, of: fullName)
    let isMessage = if case .message = kind { true } else { false }
    // The oneof of an `optional` field is the compiler's own and holds nothing else.
    let group = isOptional ? nil : oneof.flatMap { oneofs.indices.contains(Int($0)) ? oneofs[Int($0)] : nil }
    return FieldDescriptor(
      name: name, jsonName: jsonName.isEmpty ? lowerCamel(name) : jsonName, number: number,
      comment: comments[path] ?? "", kind: kind, isRepeated: label == 3,
      hasPresence: isMessage || isOptional || group != nil || syntax != "proto3",
      isPacked: isPacked && kind.packedWireType != nil, oneof: group)
  }

  private func kind(
    _ type: Int32, _ typeName: String, of field: String
  ) throws(ReflectionFailure) -> FieldKind {
    let fullName = typeName.first == "." ? String(typeName.dropFirst()) : typeName
    let kinds: [Int32: FieldKind] = [
      1: .double, 2: .float, 3: .int64, 4: .uint64, 5: .int32, 6: .fixed64, 7: .fixed32, 8: .bool,
      9: .string, 11: .message(fullName), 12: .bytes, 13: .uint32, 14: .enumeration(fullName),
      15: .sfixed32, 16: .sfixed64, 17: .sint32, 18: .sint64,
    ]
    guard let kind = kinds[type] else {
      let reason = type == 10 ? "is a group" : "has type \(type), which is not known"
      throw ReflectionFailure(field, reason, remedy: "give it a type of proto3")
    }
    return kind
  }
}

/// A bool among options; nil when it is not set.
private func flag(_ number: Int32, of options: ArraySlice<UInt8>) throws(ReflectionFailure) -> Bool? {
  var flag: Bool?
  var reader = WireReader(options)
  while let field = try reader.next() {
    if field.number == number { flag = try field.int32() != 0 }
  }
  return flag
}

/// `speech_act` → `speechAct`, as protoc makes names for JSON.
private func lowerCamel(_ snake: String) -> String {
  var result = ""
  var isAfterUnderscore = false
  for letter in snake {
    if letter != "_" { result += isAfterUnderscore ? letter.uppercased() : String(letter) }
    isAfterUnderscore = letter == "_"
  }
  return result
}
