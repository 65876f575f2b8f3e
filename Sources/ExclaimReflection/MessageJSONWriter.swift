internal import ExclaimMessages

/// Writes messages of described types as JSON.
struct MessageJSONWriter {
  let set: DescriptorSet
  var json: JSONWriter

  /// Writes a message.
  ///
  /// - Parameter pieces: its wire form; pieces that stand one behind the other are merged.
  mutating func message(
    _ type: MessageDescriptor, _ pieces: [ArraySlice<UInt8>], depth: Int
  ) throws(ReflectionFailure) {
    try requireRoom(depth)
    let values = try values(of: type, in: pieces)
    if try moment(type, values) { return }
    json.beginObject()
    for (field, values) in zip(type.fields, values) where !values.isEmpty {
      do throws(ReflectionFailure) {
        try self.field(field, values, depth: depth + 1)
      } catch {
        throw error.inside(field.jsonName)
      }
    }
    json.endObject()
  }

  /// What came for each field, in the order of the type's fields.
  private func values(
    of type: MessageDescriptor, in pieces: [ArraySlice<UInt8>]
  ) throws(ReflectionFailure) -> [[WireValue]] {
    var values = [[WireValue]](repeating: [], count: type.fields.count)
    for piece in pieces {
      var reader = WireReader(piece)
      while let field = try reader.next() {
        guard let index = type.indexByNumber[field.number] else { continue }
        if let oneof = type.fields[index].oneof {
          // The last one that is set is the one that counts.
          for other in type.fields.indices where other != index && type.fields[other].oneof == oneof {
            values[other] = []
          }
        }
        values[index].append(field.value)
      }
    }
    return values
  }

  private mutating func field(
    _ field: FieldDescriptor, _ values: [WireValue], depth: Int
  ) throws(ReflectionFailure) {
    if let entry = set.mapEntry(of: field) { return try map(field, entry, values, depth: depth) }
    if field.isRepeated { return try list(field, values, depth: depth) }
    if case .message = field.kind {
    } else if !field.hasPresence {
      guard try !scalar(field.kind, values).isUnset else { return }
    }
    json.key(field.jsonName)
    try value(field.kind, values, depth: depth)
  }

  private mutating func list(
    _ field: FieldDescriptor, _ values: [WireValue], depth: Int
  ) throws(ReflectionFailure) {
    var elements: [WireValue] = []
    for value in values {
      if let wireType = field.kind.packedWireType, case .bytes(let packed) = value {
        var reader = WireReader(packed)
        while let element = try reader.nextPacked(wireType) { elements.append(element) }
      } else {
        elements.append(value)
      }
    }
    guard !elements.isEmpty else { return }
    try requireRoom(depth)
    json.key(field.jsonName)
    json.beginArray()
    for (index, element) in elements.enumerated() {
      json.beginItem()
      do throws(ReflectionFailure) {
        try value(field.kind, [element], depth: depth + 1)
      } catch {
        throw error.inside("[\(index)]")
      }
    }
    json.endArray()
  }

  private mutating func map(
    _ field: FieldDescriptor, _ entry: MapEntry, _ values: [WireValue], depth: Int
  ) throws(ReflectionFailure) {
    try requireRoom(depth)
    // A key that comes again takes the place of the one before.
    var names: [String] = []
    var contents: [String: [WireValue]] = [:]
    for value in values {
      let parts = try self.values(of: entry.type, in: [bytes(value)])
      let name = "\(try scalar(entry.key.kind, parts[entry.keyIndex]))"
      if contents.updateValue(parts[entry.valueIndex], forKey: name) == nil { names.append(name) }
    }
    json.key(field.jsonName)
    json.beginObject()
    for name in names {
      json.key(name)
      do throws(ReflectionFailure) {
        try value(entry.value.kind, contents[name] ?? [], depth: depth + 1)
      } catch {
        throw error.inside(name)
      }
    }
    json.endObject()
  }

  /// Writes the value of a field that is no list: the last of those that came, messages merged; without any
  /// the default.
  private mutating func value(
    _ kind: FieldKind, _ values: [WireValue], depth: Int
  ) throws(ReflectionFailure) {
    switch kind {
    case .message(let name):
      var pieces: [ArraySlice<UInt8>] = []
      for value in values { pieces.append(try bytes(value)) }
      try message(set.knownMessage(name), pieces, depth: depth)
    case .enumeration(let name):
      let type = set.knownEnum(name)
      let number = try scalar(kind, values)
      let known = type.values.first { $0.number == number as? Int32 }
      if let known { json.write(type.shortName(of: known)) } else { number.write(json: &json) }
    default:
      try scalar(kind, values).write(json: &json)
    }
  }

  /// The last of the values that came, or the default of their type.
  private func scalar(_ kind: FieldKind, _ values: [WireValue]) throws(ReflectionFailure) -> any JSONScalar {
    let value = values.last ?? kind.defaultWireValue
    guard let scalar = try kind.scalar(value) else { throw wrongType(value) }
    return scalar
  }

  /// Writes a Timestamp or a Duration, if the message is one, as text.
  ///
  /// A value that has no such text is shown by its parts, so that a strange one can be seen at all.
  private mutating func moment(
    _ type: MessageDescriptor, _ values: [[WireValue]]
  ) throws(ReflectionFailure) -> Bool {
    guard let kind = WellKnownType(type), let seconds = type.indexByNumber[1],
      let nanos = type.indexByNumber[2],
      let seconds = try scalar(.int64, values[seconds]) as? Int64,
      let nanos = try scalar(.int32, values[nanos]) as? Int32,
      let text = kind.text(seconds: seconds, nanos: nanos)
    else { return false }
    json.write(text)
    return true
  }

  private func bytes(_ value: WireValue) throws(ReflectionFailure) -> ArraySlice<UInt8> {
    guard case .bytes(let bytes) = value else { throw wrongType(value) }
    return bytes
  }

  private func requireRoom(_ depth: Int) throws(ReflectionFailure) {
    guard depth <= DescriptorSet.depthMax else {
      throw ReflectionFailure(
        "is nested deeper than \(DescriptorSet.depthMax) levels", remedy: "ask for a part of it")
    }
  }

  private func wrongType(_ value: WireValue) -> ReflectionFailure {
    ReflectionFailure(
      "has wire type \(value.wireType), which is not the type of this field",
      remedy: "ask the server's operator whether it describes the messages that it sends")
  }
}
