/// From hashes to places: a table with open addressing, in pages of which a change after a copy copies one.
///
/// It keeps no names. Who asks says whether the record of a place is the one that is meant.
struct PlaceIndex: Sendable {
  /// Entries: the upper half of the hash, and the place and 1; 0 for none.
  private var pages: [[UInt64]]
  private var count: Int
  private var mask: Int

  /// Entries of a page, as a power of 2.
  private static let pageBits = 12
  private static let capacityMin = 8

  /// An index of no place.
  init() { (pages, count, mask) = ([Array(repeating: 0, count: Self.capacityMin)], 0, Self.capacityMin - 1) }

  /// An index of the places up to `count`; of places whose records are alike the last counts.
  init(count: Int, hash: (Int) -> UInt64, areAlike: (Int, Int) -> Bool) {
    precondition(count < Int(UInt32.max), "a list is far shorter")
    let capacity = Self.capacity(for: count)
    var entries = [UInt64](repeating: 0, count: capacity)
    let mask = capacity - 1
    for place in 0..<count {
      let hash = hash(place)
      var slot = Int(truncatingIfNeeded: hash >> 32) & mask
      while entries[slot] != 0 {
        if entries[slot] >> 32 == hash >> 32, areAlike(Self.place(entries[slot]), place) { break }
        slot = (slot + 1) & mask
      }
      entries[slot] = Self.entry(hash, place)
    }
    (pages, self.count, self.mask) = (Self.pages(entries), count, mask)
  }

  /// The place with this hash that is meant.
  func place(of hash: UInt64, isMeant: (Int) -> Bool) -> Int? {
    var slot = Int(truncatingIfNeeded: hash >> 32) & mask
    while true {
      let entry = self[slot]
      if entry == 0 { return nil }
      if entry >> 32 == hash >> 32, isMeant(Self.place(entry)) { return Self.place(entry) }
      slot = (slot + 1) & mask
    }
  }

  /// Adds a place that is not there.
  mutating func add(_ place: Int, hash: UInt64) {
    precondition(place < Int(UInt32.max), "a list is far shorter")
    count += 1
    if 2 * count > mask + 1 { grow() }
    var slot = Int(truncatingIfNeeded: hash >> 32) & mask
    while self[slot] != 0 { slot = (slot + 1) & mask }
    self[slot] = Self.entry(hash, place)
  }

  /// Removes a place that is there. What stands behind it moves up, so that it is found.
  mutating func remove(_ place: Int, hash: UInt64) {
    let wanted = Self.entry(hash, place)
    var hole = Int(truncatingIfNeeded: hash >> 32) & mask
    while self[hole] != wanted {
      guard self[hole] != 0 else { return }
      hole = (hole + 1) & mask
    }
    count -= 1
    var slot = (hole + 1) & mask
    while self[slot] != 0 {
      let home = Int(truncatingIfNeeded: self[slot] >> 32) & mask
      // It may stand in the hole unless its way to where it is begins behind the hole.
      if (slot - home) & mask >= (slot - hole) & mask {
        self[hole] = self[slot]
        hole = slot
      }
      slot = (slot + 1) & mask
    }
    self[hole] = 0
  }

  private mutating func grow() {
    let old = pages
    let capacity = 2 * (mask + 1)
    mask = capacity - 1
    var entries = [UInt64](repeating: 0, count: capacity)
    for page in old {
      for entry in page where entry != 0 {
        var slot = Int(truncatingIfNeeded: entry >> 32) & mask
        while entries[slot] != 0 { slot = (slot + 1) & mask }
        entries[slot] = entry
      }
    }
    pages = Self.pages(entries)
  }

  private subscript(slot: Int) -> UInt64 {
    get { pages[slot >> Self.pageBits][slot & (1 << Self.pageBits - 1)] }
    set { pages[slot >> Self.pageBits][slot & (1 << Self.pageBits - 1)] = newValue }
  }

  private static func pages(_ entries: [UInt64]) -> [[UInt64]] {
    stride(from: 0, to: entries.count, by: 1 << pageBits).map {
      Array(entries[$0..<min($0 + 1 << pageBits, entries.count)])
    }
  }

  private static func capacity(for count: Int) -> Int {
    var capacity = capacityMin
    while capacity < 2 * count { capacity *= 2 }
    return capacity
  }

  private static func entry(_ hash: UInt64, _ place: Int) -> UInt64 {
    (hash & 0xFFFF_FFFF_0000_0000) | UInt64(place + 1)
  }
  private static func place(_ entry: UInt64) -> Int { Int(entry & 0xFFFF_FFFF) - 1 }
}

/// A quick hash of what records are known by, which nobody outside chooses.
enum IdentityHash {
  static func of(_ identity: String) -> UInt64 {
    // A string that lies elsewhere is copied first.
    if let hash = identity.utf8.withContiguousStorageIfAvailable({ of(UnsafeRawBufferPointer($0)) }) {
      return hash
    }
    var identity = identity
    return identity.withUTF8 { of(UnsafeRawBufferPointer($0)) }
  }

  private static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash = UInt64(bytes.count)
    var offset = 0
    while offset + 8 <= bytes.count {
      hash = mixed(hash ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    var rest: UInt64 = 0
    while offset < bytes.count {
      rest = rest << 8 | UInt64(bytes[offset])
      offset += 1
    }
    return mixed(hash ^ rest)
  }

  /// A word of which every bit hangs on every bit of this one.
  static func mixed(_ word: UInt64) -> UInt64 {
    let (high, low) = (word ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0xBF58_476D_1CE4_E5B9)
    return high ^ low
  }
}
