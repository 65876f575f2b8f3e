import ExclaimProof
import GRDB

/// Roots of complete parts of the Merkle tree over the journal: of each 256 entries, of each 256 of those, and so on.
///
/// Any hash of the tree is made from 255 of these or fewer, so proofs of a journal of millions take milliseconds, and
/// keeping them costs the journal two hashes an entry.
struct TreeTiles {
  private let hashes: Prepared
  private let roots: Prepared
  private let insert: Prepared

  /// A tile has 2^8 parts.
  static let levelsPerTile = 8
  static let width: Int64 = 1 << Int64(levelsPerTile)

  init(_ database: Database) throws(StoreError) {
    hashes = try Prepared(
      database, "SELECT sequence, hash FROM journal WHERE sequence > ? AND sequence <= ? ORDER BY sequence")
    roots = try Prepared(
      database, "SELECT place, hash FROM tree WHERE level = ? AND place >= ? AND place < ? ORDER BY place")
    insert = try Prepared(database, "INSERT INTO tree (level, place, hash) VALUES (?, ?, ?)")
  }

  /// Adds the roots of the tiles that entries after `start`, up to `end`, complete.
  func extend(from start: Int64, to end: Int64) throws(StoreError) {
    var (level, from, to) = (0, start, end)
    while from / Self.width < to / Self.width {
      (level, from, to) = (level + Self.levelsPerTile, from / Self.width, to / Self.width)
      for place in from..<to {
        let root = try self.root(level: level, index: Int(place))
        try insert.run {
          $0.add(level)
          $0.add(place)
          $0.add(blob: root)
        }
      }
    }
  }

  /// The root of a complete part, made from the tiles, or the entries, just below it.
  func root(level: Int, index: Int) throws(StoreError) -> [UInt8] {
    let below = max(0, (level - 1) / Self.levelsPerTile * Self.levelsPerTile)
    return MerkleHash.root(over: try parts(level: below, from: index << (level - below), level - below))
  }

  /// The hashes of 2^`count` parts of one level.
  fileprivate func parts(level: Int, from first: Int, _ count: Int) throws(StoreError) -> [[UInt8]] {
    var found: [[UInt8]] = []
    let end = first + 1 << count
    let take = { (columns: Columns) in
      guard columns.int(0) == first + found.count + (level == 0 ? 1 : 0) else { return false }
      found.append(level == 0 ? MerkleHash.leaf(columns.bytes(1)) : columns.bytes(1))
      return true
    }
    if level == 0 {
      try hashes.forEach(
        {
          $0.add(first)
          $0.add(end)
        }, take)
    } else {
      try roots.forEach(
        {
          $0.add(level)
          $0.add(first)
          $0.add(end)
        }, take)
    }
    guard found.count == 1 << count else { throw .corrupt("a part of the tree over the journal is missing") }
    return found
  }
}

/// The tree over the journal as it is stored.
struct StoredTree: MerkleNodes {
  let tiles: TreeTiles

  func subtreeRoot(level: Int, index: Int) throws(StoreError) -> [UInt8] {
    let stored = level / TreeTiles.levelsPerTile * TreeTiles.levelsPerTile
    return MerkleHash.root(
      over: try tiles.parts(level: stored, from: index << (level - stored), level - stored))
  }
}
