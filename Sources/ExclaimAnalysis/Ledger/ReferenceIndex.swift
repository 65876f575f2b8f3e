import ExclaimDomain

/// Which records refer to a record: their places, in rising order. In parts, of which a change after a copy copies one.
struct ReferenceIndex: Sendable {
  private var parts: [[String: [Int]]] = Array(repeating: [:], count: partCount)

  private static let partCount = 64

  /// Tells what a record refers to, one after the other; an empty reference is none.
  typealias References<Record> = (_ record: UnsafePointer<Record>, _ tell: (String) -> Void) -> Void

  /// An index of these records by what they refer to.
  init<Record>(_ records: RecordList<Record>, by references: References<Record>) {
    records.forEach { place, record in references(record) { add(place, $0) } }
  }

  /// Places of the records that refer to this one.
  subscript(reference: String) -> [Int] { parts[part(reference)][reference] ?? [] }

  /// Goes along with a change of the records.
  mutating func follow<Record>(
    _ change: RecordList<Record>.Change, of records: RecordList<Record>, by references: References<Record>
  ) {
    switch change {
    case .none: break
    case .changed(let place, let old, let new):
      if let old { withUnsafePointer(to: old) { references($0) { remove(place, $0) } } }
      if let new { withUnsafePointer(to: new) { references($0) { add(place, $0) } } }
    case .renumbered: self = ReferenceIndex(records, by: references)
    }
  }

  private mutating func add(_ place: Int, _ reference: String) {
    guard !reference.isEmpty else { return }
    parts[part(reference)][reference, default: []].insertInOrder(place)
  }

  private mutating func remove(_ place: Int, _ reference: String) {
    let part = part(reference)
    guard let found = parts[part][reference]?.firstIndex(of: place) else { return }
    parts[part][reference]?.remove(at: found)
    if parts[part][reference]?.isEmpty ?? false { parts[part][reference] = nil }
  }

  private func part(_ reference: String) -> Int { Int(IdentityHash.of(reference) % UInt64(Self.partCount)) }
}

extension [Int] {
  /// Inserts a number where it belongs in rising order, once.
  fileprivate mutating func insertInOrder(_ number: Int) {
    if let last, last >= number {
      let next = firstIndex { $0 >= number } ?? endIndex
      if self[next] != number { insert(number, at: next) }
    } else {
      append(number)
    }
  }
}
