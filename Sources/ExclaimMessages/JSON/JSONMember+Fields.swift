// How generated code takes a message's fields from an object.

extension JSONValue {
  /// The members of the object that stands for a message, each under its name in JSON.
  ///
  /// `aliases` gives that name where the schema has another one for the field (`speech_act`: `speechAct`).
  func members<M: Message>(
    of type: M.Type, aliases: [String: String] = [:]
  ) throws(JSONFailure) -> [JSONMember] {
    guard case .object(var members) = content else {
      let name = nameWithArticle(ofType: M.fullName)
      throw failure("is \(kind) where \(name) is expected", remedy: "write an object: {…}")
    }
    // Every alias has an underscore, and no name in JSON has: most members are not looked up.
    for index in members.indices where members[index].name.utf8.contains(UInt8(ascii: "_")) {
      guard let name = aliases[members[index].name] else { continue }
      // The parser refuses a name that stands twice; here one field has come under both its names.
      guard !members.contains(where: { $0.name == name }) else {
        let reason = "stands twice in this object, once as \(name)"
        throw members[index].failure(reason, remedy: "keep one of them")
      }
      members[index].name = name
    }
    return members
  }
}

extension JSONMember {
  /// The field's value; nil for null, which means absent.
  func value<Value: JSONMappable>(of type: Value.Type = Value.self) throws(JSONFailure) -> Value? {
    if case .null = value.content { return nil }
    do throws(JSONFailure) {
      return try Value(json: value)
    } catch {
      throw error.inside(name)
    }
  }

  /// The values of a repeated field; none for null.
  func values<Value: JSONMappable>(of type: Value.Type = Value.self) throws(JSONFailure) -> [Value] {
    if case .null = value.content { return [] }
    guard case .array(let elements) = value.content else {
      throw value.failure("is \(value.kind) where a list is expected", remedy: "write an array: […]").inside(
        name)
    }
    var values: [Value] = []
    values.reserveCapacity(elements.count)
    for element in elements {
      do throws(JSONFailure) {
        values.append(try Value(json: element))
      } catch {
        throw error.inside("\(name)[\(values.count)]")
      }
    }
    return values
  }

  /// Refuses a second field of a oneof.
  func requireUnset(_ isUnset: Bool, _ oneof: String) throws(JSONFailure) {
    if !isUnset {
      throw failure("is a second choice for \(oneof)", remedy: "give only one of the fields of \(oneof)")
    }
  }

  /// The failure for a name that the message does not have.
  func unknown<M: Message>(in type: M.Type, among names: [String]) -> JSONFailure {
    failure(
      "is no field of \(shortName(ofType: M.fullName))",
      remedy: suggestion(for: name, among: names, "its fields are"))
  }

  /// A failure about the name.
  package func failure(_ reason: String, remedy: String) -> JSONFailure {
    JSONFailure(line: line, column: column, field: name, value: "", reason: reason, remedy: remedy)
  }
}
