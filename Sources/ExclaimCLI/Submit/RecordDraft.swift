import ExclaimMessages

/// A record that is put together from field paths and texts: by the columns of a table, or by flags.
///
/// Everything goes through the JSON mapping in the end, so that a field means and refuses the same however it
/// was given.
struct RecordDraft {
  private var root = Node.object([])

  /// An empty record.
  init() {}

  /// A draft that begins with fields as they stand.
  init(_ json: JSONValue) {
    root = Node(json)
  }

  /// The fields as they stand.
  var json: JSONValue { root.value }

  /// Puts text at a path in place of what stands there. Empty text takes that away.
  ///
  /// - Throws: ``Refusal`` when the path is none, or leads through something that has no fields.
  mutating func replace(_ path: String, _ text: String) throws(Refusal) {
    if text.isEmpty { return root.remove(try Self.steps(of: path)[...]) }
    try set(path, text, replacing: true)
  }

  /// Puts text at a path such as `claim.mentions[0].document`. Empty text is absent.
  ///
  /// - Throws: ``Refusal`` when the path is none, or its place is taken by something else.
  mutating func set(_ path: String, _ text: String) throws(Refusal) {
    if !text.isEmpty { try set(path, text, replacing: false) }
  }

  private mutating func set(_ path: String, _ text: String, replacing: Bool) throws(Refusal) {
    let steps = try Self.steps(of: path)
    let isBool = if case .name(let name) = steps.last { Self.boolNames.contains(name) } else { false }
    let isTruth = isBool && (text == "true" || text == "false")
    let content: JSONValue.Content = isTruth ? .bool(text == "true") : .string(text)
    guard root.set(steps[...], JSONValue(content), replacing: replacing) else {
      throw Refusal(
        field: path, value: text, reason: "its place is already taken",
        remedy: "give each field once, and either a group or its fields")
    }
  }

  /// How many elements a list has so far.
  func count(of path: String) -> Int {
    guard let steps = try? Self.steps(of: path) else { return 0 }
    return root.find(steps[...])?.childCount ?? 0
  }

  /// The record.
  func record() throws(Refusal) -> V1.Record {
    let record: V1.Record
    do throws(JSONFailure) {
      record = try V1.Record(json: root.value)
    } catch {
      throw Refusal(error)
    }
    guard record.content != nil else { throw .noContent }
    return record
  }

  /// The fields that are true or false: there, text would be refused.
  private static let boolNames: Set<String> = [
    "all", "round", "cancellable", "lowExclusive", "highExclusive",
  ]

  enum Step: Hashable {
    case name(String)
    case index(Int)
  }

  /// `mentions[0].document` as steps: mentions, 0, document.
  static func steps(of path: String) throws(Refusal) -> [Step] {
    var steps: [Step] = []
    for part in path.split(separator: ".", omittingEmptySubsequences: false) {
      let pieces = part.split(separator: "[", omittingEmptySubsequences: false)
      guard let name = pieces.first, !name.isEmpty else { throw .noPath(path) }
      steps.append(.name(String(name)))
      for piece in pieces.dropFirst() {
        guard piece.hasSuffix("]"), let index = Int(piece.dropLast()), index >= 0 else { throw .noPath(path) }
        steps.append(.index(index))
      }
    }
    return steps
  }
}

extension RecordDraft {
  /// A tree of fields; a list is kept sparse until it is complete.
  private enum Node {
    case leaf(JSONValue)
    case object([(name: String, node: Node)])
    case list([Int: Node])

    var childCount: Int {
      switch self {
      case .leaf: 0
      case .object(let members): members.count
      case .list(let elements): elements.count
      }
    }

    init(_ json: JSONValue) {
      self =
        switch json.content {
        case .object(let members): .object(members.map { ($0.name, Node($0.value)) })
        case .array(let elements):
          .list(Dictionary(uniqueKeysWithValues: elements.enumerated().map { ($0, Node($1)) }))
        default: .leaf(json)
        }
    }

    /// Takes away what stands at a path, if anything does, and each group that it leaves empty.
    mutating func remove(_ steps: ArraySlice<Step>) {
      guard let step = steps.first else { return }
      let rest = steps.dropFirst()
      switch (self, step) {
      case (.object(var members), .name(let name)):
        guard let index = members.firstIndex(where: { $0.name == name }) else { return }
        if !members[index].node.keeps(without: rest) { members.remove(at: index) }
        self = .object(members)
      case (.list(var elements), .index(let index)):
        if elements[index]?.keeps(without: rest) == false { elements[index] = nil }
        self = .list(elements)
      default: break
      }
    }

    /// Takes away what stands at a path below; false where nothing is left then.
    private mutating func keeps(without steps: ArraySlice<Step>) -> Bool {
      guard !steps.isEmpty else { return false }
      let count = childCount
      remove(steps)
      return childCount > 0 || count == 0
    }

    /// Puts a value at a path; false when something else stands in its way.
    mutating func set(_ steps: ArraySlice<Step>, _ value: JSONValue, replacing: Bool) -> Bool {
      guard let step = steps.first else { return false }
      let rest = steps.dropFirst()
      switch (self, step) {
      case (.object(var members), .name(let name)):
        let index = members.firstIndex { $0.name == name }
        guard let child = Self.child(index.map { members[$0].node }, rest, value, replacing) else {
          return false
        }
        if let index { members[index].node = child } else { members.append((name, child)) }
        self = .object(members)
      case (.list(var elements), .index(let index)):
        guard let child = Self.child(elements[index], rest, value, replacing) else { return false }
        elements[index] = child
        self = .list(elements)
      default: return false
      }
      return true
    }

    private static func child(
      _ old: Node?, _ rest: ArraySlice<Step>, _ value: JSONValue, _ replacing: Bool
    ) -> Node? {
      guard let next = rest.first else { return old == nil || replacing ? .leaf(value) : nil }
      let empty: Node = if case .name = next { .object([]) } else { .list([:]) }
      var child = old ?? empty
      return child.set(rest, value, replacing: replacing) ? child : nil
    }

    func find(_ steps: ArraySlice<Step>) -> Node? {
      guard let step = steps.first else { return self }
      switch (self, step) {
      case (.object(let members), .name(let name)):
        return members.first { $0.name == name }?.node.find(steps.dropFirst())
      case (.list(let elements), .index(let index)): return elements[index]?.find(steps.dropFirst())
      default: return nil
      }
    }

    /// The tree as JSON. Gaps in a list close: in a table, an empty cell is an absent field.
    var value: JSONValue {
      switch self {
      case .leaf(let value): value
      case .object(let members):
        JSONValue(.object(members.map { JSONMember(name: $0.name, value: $0.node.value) }))
      case .list(let elements):
        JSONValue(.array(elements.sorted { $0.key < $1.key }.map(\.value.value)))
      }
    }
  }
}

extension Refusal {
  fileprivate static func noPath(_ text: String) -> Refusal {
    Refusal(
      field: text, reason: "is no path of a field",
      remedy: "write names with dots and places in lists with brackets: claim.mentions[0].document")
  }
}
