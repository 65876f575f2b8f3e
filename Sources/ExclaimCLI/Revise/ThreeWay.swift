import ExclaimMessages

/// Two versions of a record that were made from the same third one.
struct ThreeWay {
  /// A field that is not alike in all three.
  struct Field: Equatable {
    let path: String
    let base, theirs, yours: JSONValue?
    /// Both changed it, each to another value.
    let isConflict: Bool
  }

  /// Whose value a field gets that both changed.
  enum Side { case theirs, yours }

  /// The fields that somebody changed.
  private(set) var fields: [Field] = []
  /// The two put together, with the values of the side that is preferred where both changed a field.
  private(set) var merged = JSONValue(.object([]))
  private let preferred: Side

  /// - Parameter kind: what the paths of fields begin with.
  init(kind: String, base: JSONValue, theirs: JSONValue, yours: JSONValue, preferring side: Side = .yours) {
    preferred = side
    merged = merge(base, theirs, yours, at: kind) ?? JSONValue(.object([]))
  }

  var conflicts: [Field] { fields.filter(\.isConflict) }

  private mutating func merge(
    _ base: JSONValue?, _ theirs: JSONValue?, _ yours: JSONValue?, at path: String
  ) -> JSONValue? {
    if base == theirs && base == yours { return base }
    if let theirs = theirs?.members, let yours = yours?.members, base == nil || base?.members != nil {
      return mergeMembers(base?.members ?? [], theirs, yours, at: path)
    }
    if let base = base?.elements, let theirs = theirs?.elements, let yours = yours?.elements,
      base.count == theirs.count, base.count == yours.count
    {
      // An element has no name, so only its place tells which is which: it is taken whole.
      let elements = base.indices.compactMap { index in
        choose(base[index], theirs[index], yours[index], at: "\(path)[\(index)]")
      }
      return JSONValue(.array(elements))
    }
    return choose(base, theirs, yours, at: path)
  }

  private mutating func mergeMembers(
    _ base: [JSONMember], _ theirs: [JSONMember], _ yours: [JSONMember], at path: String
  ) -> JSONValue {
    var names: [String] = []
    for member in base + theirs + yours where !names.contains(member.name) { names.append(member.name) }
    var members: [JSONMember] = []
    for name in names {
      let versions = [base, theirs, yours].map { members in members.first { $0.name == name }?.value }
      if let value = merge(versions[0], versions[1], versions[2], at: "\(path).\(name)") {
        members.append(JSONMember(name: name, value: value))
      }
    }
    return JSONValue(.object(members))
  }

  private mutating func choose(
    _ base: JSONValue?, _ theirs: JSONValue?, _ yours: JSONValue?, at path: String
  ) -> JSONValue? {
    if base == theirs && base == yours { return base }
    let isConflict = base != theirs && base != yours && theirs != yours
    fields.append(Field(path: path, base: base, theirs: theirs, yours: yours, isConflict: isConflict))
    if isConflict { return preferred == .theirs ? theirs : yours }
    return base == theirs ? yours : theirs
  }
}

extension ThreeWay {
  /// The fields side by side.
  func lines(_ console: Console) -> [String] {
    var table = Table([
      .init(title: "field", cut: .never), .init(title: "base", cut: .early),
      .init(title: "theirs", cut: .early), .init(title: "yours", cut: .early), .init(title: ""),
    ])
    for field in fields {
      let values = [field.base, field.theirs, field.yours].map { value in
        V1.FieldDifference.shown(value?.string ?? value?.text() ?? "")
      }
      table.add([field.path] + values + [field.isConflict ? "conflict" : ""])
    }
    return table.lines(console, indent: 2)
  }
}
