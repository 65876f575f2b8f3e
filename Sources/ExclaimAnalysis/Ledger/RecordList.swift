import ExclaimDomain

/// Records of one kind in the order of the journal, with an index by identity.
///
/// They are kept in blocks: a copy of the list shares them with it, and a change copies one. A record keeps its place
/// while others come and go, until the list is numbered anew, which `Change` says.
public struct RecordList<Record: RecordValue>: Sendable {
  /// Each full but the last.
  private var blocks: [ArraySlice<Record>]
  /// Places whose record went, in rising order.
  private var gaps: [Int] = []
  private var index: PlaceIndex
  /// What stands in a gap, so that nothing of what went is kept: one, in an array, for it is large and lists are copied.
  private let blanks: [Record]
  /// Gaps that are put up with at least; with more than that, and than records, it is numbered anew.
  private let gapsMax: Int

  /// The place after the last.
  public private(set) var endIndex: Int

  /// Records in a block, as a power of 2.
  private static var blockBits: Int { 7 }

  /// A list of these records. Cost: linear in their number; the array is not copied.
  ///
  /// - Parameter gapsMax: with none, places have no gaps, and to take a record away costs as much as the list is long.
  init(_ records: [Record], blank: Record, gapsMax: Int) {
    (blanks, self.gapsMax) = ([blank], gapsMax)
    blocks = stride(from: 0, to: records.count, by: 1 << Self.blockBits).map {
      records[$0..<Swift.min($0 + 1 << Self.blockBits, records.count)]
    }
    endIndex = records.count
    // Through pointers, for to copy a claim costs more than to look at one of its fields.
    index = records.withUnsafeBufferPointer { records in
      guard let first = records.baseAddress else { return PlaceIndex() }
      return PlaceIndex(count: records.count) {
        IdentityHash.of((first + $0).identity)
      } areAlike: {
        (first + $0).identity == (first + $1).identity
      }
    }
  }

  /// What a change did.
  enum Change {
    /// Nothing.
    case none
    /// The record of one place.
    case changed(place: Int, from: Record?, to: Record?)
    /// All have other places now.
    case renumbered
  }
}

extension RecordList: BidirectionalCollection {
  /// The place of the first.
  public var startIndex: Int { gaps.isEmpty ? 0 : next(from: 0) }

  /// How many there are.
  public var count: Int { endIndex - gaps.count }

  /// The next place that has a record.
  public func index(after place: Int) -> Int { gaps.isEmpty ? place + 1 : next(from: place + 1) }

  /// The place before it that has a record.
  public func index(before place: Int) -> Int {
    var place = place - 1
    while !gaps.isEmpty, isGap(place) { place -= 1 }
    return place
  }

  /// The record of a place.
  public subscript(place: Int) -> Record {
    _read {
      let block = blocks[place >> Self.blockBits]
      yield block[block.startIndex + place & (1 << Self.blockBits - 1)]
    }
  }

  private func next(from place: Int) -> Int {
    var place = place
    while place < endIndex, isGap(place) { place += 1 }
    return place
  }

  private func isGap(_ place: Int) -> Bool {
    let found = gaps.firstPlace { $0 >= place }
    return found < gaps.count && gaps[found] == place
  }
}

extension RecordList {
  /// Gives every place and its record to `body`, without a copy of the record. The pointer is good for the call.
  func forEach(_ body: (_ place: Int, _ record: UnsafePointer<Record>) throws -> Void) rethrows {
    for (number, block) in blocks.enumerated() {
      try block.withUnsafeBufferPointer { records in
        guard let first = records.baseAddress else { return }
        for offset in records.indices {
          let place = number << Self.blockBits + offset
          if gaps.isEmpty || !isGap(place) { try body(place, first + offset) }
        }
      }
    }
  }

  /// Gives the record of a place to `body`, without a copy of it. The pointer is good for the call.
  func withRecord<Result>(at place: Int, _ body: (UnsafePointer<Record>) -> Result) -> Result {
    blocks[place >> Self.blockBits].withUnsafeBufferPointer { records in
      guard let first = records.baseAddress else { preconditionFailure("no record has place \(place)") }
      return body(first + place & (1 << Self.blockBits - 1))
    }
  }

  /// Gives `body` where all records lie: to come to any of them costs next to nothing then, on whichever thread.
  func withAddresses<Result>(_ body: (RecordAddresses<Record>) throws -> Result) rethrows -> Result {
    // A block stays where it is as long as the list, which is borrowed for the call.
    let blocks = blocks.compactMap { $0.withUnsafeBufferPointer { $0.baseAddress } }
    return try withExtendedLifetime(self) {
      try blocks.withUnsafeBufferPointer {
        try body(RecordAddresses(blocks: $0, blockBits: Self.blockBits))
      }
    }
  }

  /// True for a list with the same records in the same places, as a copy has them; what is not shared counts as another.
  func sharesAll(with other: RecordList) -> Bool {
    endIndex == other.endIndex && gaps == other.gaps && zip(blocks, other.blocks).allSatisfy(Self.areShared)
  }

  /// True for a list that has the records of the other in the same places, as a copy has them, and maybe more after them;
  /// what is not shared counts as another.
  func begins(with other: RecordList) -> Bool {
    // A block that was not full was copied when more came.
    let shared = other.endIndex >> Self.blockBits
    return endIndex >= other.endIndex && gaps == other.gaps
      && zip(blocks.prefix(shared), other.blocks).allSatisfy(Self.areShared)
      && (shared << Self.blockBits..<other.endIndex).allSatisfy { self[$0] == other[$0] }
  }

  private static func areShared(_ block: ArraySlice<Record>, _ other: ArraySlice<Record>) -> Bool {
    block.withUnsafeBufferPointer { block in
      other.withUnsafeBufferPointer { block.baseAddress == $0.baseAddress && block.count == $0.count }
    }
  }

  /// The place of the record of this identity.
  func place(of identity: String) -> Int? {
    index.place(of: IdentityHash.of(identity)) { self[$0].identity == identity }
  }

  /// The record of this identity.
  func record(of identity: String) -> Record? { place(of: identity).map { self[$0] } }

  /// Adds a record, or replaces that of the same identity. A new one comes last, unless its id is older than that of the
  /// last: ids rise with the journal.
  mutating func put(_ record: Record) -> Change {
    let identity = record.identity
    if let place = place(of: identity) {
      let old = self[place]
      set(place, record)
      return .changed(place: place, from: old, to: record)
    }
    if let last, !record.id.isEmpty, record.id < last.id {
      var all = Array(self)
      all.insert(record, at: all.firstPlace { $0.id > record.id })
      self = RecordList(all, blank: blanks[0], gapsMax: gapsMax)
      return .renumbered
    }
    if endIndex & (1 << Self.blockBits - 1) == 0 { blocks.append([]) }
    blocks[blocks.count - 1].append(record)
    index.add(endIndex, hash: IdentityHash.of(identity))
    endIndex += 1
    return .changed(place: endIndex - 1, from: nil, to: record)
  }

  /// Takes the record of this identity away.
  mutating func remove(_ identity: String) -> Change {
    guard let place = place(of: identity) else { return .none }
    let old = self[place]
    index.remove(place, hash: IdentityHash.of(identity))
    set(place, blanks[0])
    gaps.insert(place, at: gaps.firstPlace { $0 > place })
    guard gaps.count > (gapsMax == 0 ? 0 : Swift.max(gapsMax, count)) else {
      return .changed(place: place, from: old, to: nil)
    }
    self = RecordList(Array(self), blank: blanks[0], gapsMax: gapsMax)
    return .renumbered
  }

  private mutating func set(_ place: Int, _ record: Record) {
    let block = place >> Self.blockBits
    let start = blocks[block].startIndex
    blocks[block][start + place & (1 << Self.blockBits - 1)] = record
  }
}

/// Where the records of a list lie. It is good for the call to which it is given.
///
/// Unchecked, for it only leads to values that nobody changes meanwhile, and that are Sendable themselves.
struct RecordAddresses<Record: RecordValue>: @unchecked Sendable {
  fileprivate let blocks: UnsafeBufferPointer<UnsafePointer<Record>>
  fileprivate let blockBits: Int

  /// The record of a place; in a gap one that says nothing.
  subscript(place: Int) -> UnsafePointer<Record> {
    blocks[place >> blockBits] + place & (1 << blockBits - 1)
  }
}

extension UnsafePointer where Pointee: RecordValue {
  /// By what other records refer to the record.
  var identity: String { pointee.id.isEmpty ? pointee.key : pointee.id }
}

extension Array {
  /// The place of the first element of a sorted array for which something holds, as it does for all after it.
  fileprivate func firstPlace(_ holds: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
