import ExclaimMessages

/// Turns stored records into lines that can be submitted to any server.
struct Export {
  /// The key under which each record is written, by id.
  private var keys: [String: String] = [:]
  private var taken: Set<String> = []

  /// Gives a record its key. Keys are unique for each author only, and the lines will have one author.
  mutating func name(_ record: V1.Record) {
    guard keys[record.id] == nil else { return }
    // A key may not look like an id, so its mark, the underscore, goes.
    let own = String(record.id.map { $0 == "_" ? "-" : $0 })
    let key = record.key.isEmpty || taken.contains(record.key) ? own : record.key
    taken.insert(key)
    keys[record.id] = key
  }

  /// The line of a record: its content as it was submitted, but for keys and references, and that it was retracted.
  ///
  /// - Returns: nil for a record without content: it was redacted.
  func line(of record: V1.Record) -> String? {
    let whole = JSONValue(of: record)
    guard let content = whole[record.kind] else { return nil }
    var written = Self.withoutDerived(content)
    for link in record.links {
      if let key = keys[link.id], key != link.reference {
        written = Self.replacing(link.reference, by: key, at: link.field[...], in: written)
      }
    }
    if let key = keys[record.id], key != record.key { written = Self.setting(key: key, in: written) }
    var members = [JSONMember(name: record.kind, value: written)]
    if record.state == .retracted {
      let said = ["state", "change"].compactMap { name in
        whole[name].map { JSONMember(name: name, value: $0) }
      }
      members += said
    }
    return JSONValue(.object(members)).text()
  }

  /// What the author says of a quantity; a server derives the rest.
  private static let saidOfQuantity: Set<String> = ["words", "language", "unclearHedge"]
  /// What a server derives of a date. The date itself stays, even where it was resolved from words.
  private static let derivedOfDate: Set<String> = ["earliest", "latest", "precision"]

  private static func withoutDerived(_ value: JSONValue) -> JSONValue {
    switch value.content {
    case .array(let elements): return JSONValue(.array(elements.map(withoutDerived)))
    case .object(let members):
      let kept = members.filter { !isDerived($0.name, in: value) }
      return JSONValue(.object(kept.map { JSONMember(name: $0.name, value: withoutDerived($0.value)) }))
    default: return value
    }
  }

  private static func isDerived(_ name: String, in value: JSONValue) -> Bool {
    // Only a quantity has a rule, and every stored one has.
    guard let rule = value["rule"]?.string else { return derivedOfDate.contains(name) }
    // Bounds that the author gave are content.
    let isGiven = rule.hasPrefix("given/") && (name == "hard" || name == "soft")
    return !saidOfQuantity.contains(name) && !isGiven
  }

  private static func replacing(
    _ old: String, by new: String, at path: Substring, in value: JSONValue
  ) -> JSONValue {
    guard !path.isEmpty else { return value.string == old ? JSONValue(.string(new)) : value }
    switch value.content {
    case .object(let members):
      let name = path.prefix { $0 != "." && $0 != "[" }
      let rest = path.dropFirst(name.count)
      let inner = rest.first == "." ? rest.dropFirst() : rest
      return JSONValue(
        .object(
          members.map { member in
            member.name == name
              ? JSONMember(name: member.name, value: replacing(old, by: new, at: inner, in: member.value))
              : member
          }))
    case .array(var elements):
      guard path.first == "[", let end = path.firstIndex(of: "]"),
        let index = Int(path[path.index(after: path.startIndex)..<end]), elements.indices.contains(index)
      else { return value }
      let rest = path[path.index(after: end)...]
      let inner = rest.first == "." ? rest.dropFirst() : rest
      elements[index] = replacing(old, by: new, at: inner, in: elements[index])
      return JSONValue(.array(elements))
    default: return value
    }
  }

  private static func setting(key: String, in value: JSONValue) -> JSONValue {
    let others = (value.members ?? []).filter { $0.name != "key" }
    return JSONValue(.object([JSONMember(name: "key", value: JSONValue(.string(key)))] + others))
  }
}
