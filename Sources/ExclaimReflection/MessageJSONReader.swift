internal import ExclaimMessages

/// Makes messages of described types from JSON.
struct MessageJSONReader {
  let set: DescriptorSet

  /// The wire form of a message, its fields in the order of their numbers.
  func message(
    _ type: MessageDescriptor, _ json: JSONValue, depth: Int
  ) throws(JSONFailure) -> [UInt8] {
    if let kind = WellKnownType(type) { return try kind.encode(json) }
    let members = try object(json, nameWithArticle(ofType: type.fullName), depth: depth)
    var given: [Int: String] = [:]
    var oneofs: Set<String> = []
    var parts: [(number: Int32, bytes: [UInt8])] = []
    for member in members {
      guard let index = type.indexByName[member.name] else { throw unknown(member, in: type) }
      let field = type.fields[index]
      // The parser refuses a name that stands twice; here one field has come under both its names.
      if let other = given.updateValue(member.name, forKey: index) {
        throw member.failure("stands twice in this object, once as \(other)", remedy: "keep one of them")
      }
      if case .null = member.value.content { continue }
      if let oneof = field.oneof, !oneofs.insert(oneof).inserted {
        throw member.failure(
          "is a second choice for \(oneof)", remedy: "give only one of the fields of \(oneof)")
      }
      do throws(JSONFailure) {
        parts.append((field.number, try self.field(field, member.value, depth: depth + 1)))
      } catch {
        throw error.inside(field.jsonName)
      }
    }
    return parts.sorted { $0.number < $1.number }.flatMap(\.bytes)
  }

  private func field(
    _ field: FieldDescriptor, _ json: JSONValue, depth: Int
  ) throws(JSONFailure) -> [UInt8] {
    var writer = WireWriter()
    if let entry = set.mapEntry(of: field) {
      for member in try object(json, "a map", depth: depth) {
        var pair = WireWriter()
        do throws(JSONFailure) {
          pair.field(1, try key(entry.key.kind, member))
          pair.field(2, try value(entry.value.kind, member.value, depth: depth + 1))
        } catch {
          throw error.inside(member.name)
        }
        writer.field(field.number, .bytes(pair.bytes[...]))
      }
    } else if field.isRepeated {
      let values = try list(field, json, depth: depth)
      if field.isPacked, !values.isEmpty {
        var packed = WireWriter()
        for value in values { packed.packed(value) }
        writer.field(field.number, .bytes(packed.bytes[...]))
      } else {
        for value in values { writer.field(field.number, value) }
      }
    } else {
      let value = try value(field.kind, json, depth: depth)
      if field.hasPresence || !field.kind.isDefault(value) { writer.field(field.number, value) }
    }
    return writer.bytes
  }

  private func list(
    _ field: FieldDescriptor, _ json: JSONValue, depth: Int
  ) throws(JSONFailure) -> [WireValue] {
    guard case .array(let elements) = json.content else {
      throw json.failure("is \(json.kind) where a list is expected", remedy: "write an array: […]")
    }
    try requireRoom(json, depth)
    var values: [WireValue] = []
    for element in elements {
      do throws(JSONFailure) {
        values.append(try value(field.kind, element, depth: depth + 1))
      } catch {
        throw error.inside("[\(values.count)]")
      }
    }
    return values
  }

  private func value(_ kind: FieldKind, _ json: JSONValue, depth: Int) throws(JSONFailure) -> WireValue {
    switch kind {
    case .message(let name): .bytes(try message(set.knownMessage(name), json, depth: depth)[...])
    case .enumeration(let name):
      .varint(UInt64(bitPattern: Int64(try number(of: json, in: set.knownEnum(name)))))
    default: try kind.wireValue(json)
    }
  }

  /// The key of a map's entry: always text in JSON, whatever its type is.
  private func key(_ kind: FieldKind, _ member: JSONMember) throws(JSONFailure) -> WireValue {
    guard kind == .bool else { return try kind.wireValue(JSONValue(.string(member.name))) }
    guard let isTrue = Bool(member.name) else {
      throw member.failure("is no key of this map", remedy: #"write "true" or "false""#)
    }
    return .varint(isTrue ? 1 : 0)
  }

  private func number(of json: JSONValue, in type: EnumDescriptor) throws(JSONFailure) -> Int32 {
    switch json.content {
    case .number: return try Int32(json: json)
    case .string(let name):
      guard let known = type.values.first(where: { $0.name == name || type.shortName(of: $0) == name }) else {
        throw json.failure(
          "is not \(nameWithArticle(ofType: type.fullName))", remedy: suggested(for: name, in: type))
      }
      return known.number
    default:
      throw json.failure(
        "is \(json.kind) where \(nameWithArticle(ofType: type.fullName)) is expected",
        remedy: suggested(for: "", in: type))
    }
  }

  /// The value 0 is read, but not offered: it says nothing.
  private func suggested(for name: String, in type: EnumDescriptor) -> String {
    let offered = type.values.filter { $0.number != 0 }.map { type.shortName(of: $0) }
    return suggestion(for: name, among: offered, "give one of")
  }

  private func object(
    _ json: JSONValue, _ expected: String, depth: Int
  ) throws(JSONFailure) -> [JSONMember] {
    guard case .object(let members) = json.content else {
      throw json.failure("is \(json.kind) where \(expected) is expected", remedy: "write an object: {…}")
    }
    try requireRoom(json, depth)
    return members
  }

  private func requireRoom(_ json: JSONValue, _ depth: Int) throws(JSONFailure) {
    guard depth <= DescriptorSet.depthMax else {
      throw json.failure("is nested deeper than \(DescriptorSet.depthMax) levels", remedy: "flatten it")
    }
  }

  private func unknown(_ member: JSONMember, in type: MessageDescriptor) -> JSONFailure {
    member.failure(
      "is no field of \(shortName(ofType: type.fullName))",
      remedy: suggestion(for: member.name, among: type.fields.map(\.jsonName), "its fields are"))
  }
}
