import ExclaimProof
import GRDB

/// Makes the tree over the journal anew, an entry at a time, and holds the kept roots of its tiles against it.
struct TreeCheck {
  /// For each level of tiles, the roots at its end that do not fill a tile of the next level yet. The lowest are the
  /// leaves.
  private var pending: [[[UInt8]]] = [[]]
  private var size = 0
  private var tiles: Int64 = 0
  private let kept: Prepared
  private let count: Prepared
  private let indexedThrough: Int64

  init(_ database: Database) throws(StoreError) {
    kept = try Prepared(database, "SELECT 1 FROM tree WHERE level = ? AND place = ? AND hash IS ?")
    count = try Prepared(database, "SELECT count(*) FROM tree")
    indexedThrough = try DeferredIndexes(database).indexedThrough()
  }

  /// Adds the next entry.
  ///
  /// - Returns: what is wrong with a kept root that it completes.
  mutating func fault(adding hash: [UInt8]) throws(StoreError) -> String? {
    for (level, root) in add(MerkleHash.leaf(hash)) where size <= indexedThrough {
      tiles += 1
      let isKept = try kept.first {
        $0.add(level)
        $0.add(size >> level - 1)
        $0.add(blob: root)
      } _: { _ in
        true
      }
      if isKept != true { return "a part of the tree is not that of the entries" }
    }
    return nil
  }

  /// - Returns: the roots of the tiles that are complete now, with their levels.
  private mutating func add(_ leaf: [UInt8]) -> [(level: Int, root: [UInt8])] {
    size += 1
    var complete: [(level: Int, root: [UInt8])] = []
    var root = leaf
    for tile in 0... {
      if tile == pending.count { pending.append([]) }
      if tile > 0 { complete.append((tile * TreeTiles.levelsPerTile, root)) }
      pending[tile].append(root)
      guard pending[tile].count == TreeTiles.width else { break }
      root = MerkleHash.root(over: pending[tile])
      pending[tile] = []
    }
    return complete
  }

  /// What the number of roots tells that no entry did.
  func faultInCounts() throws(StoreError) -> String? {
    let count = try count.first({ _ in }, { $0.int(0) }) ?? 0
    return count == tiles ? nil : "tree has \(count) rows, and should have \(tiles)"
  }

  /// The root over all that was added, 32 bytes.
  var root: [UInt8] { MerkleTree(size: size, nodes: Pending(tiles: pending)).head().root }

  /// The complete subtrees of which a tree is put together: all of them end in what is pending.
  private struct Pending: MerkleNodes {
    let tiles: [[[UInt8]]]

    func subtreeRoot(level: Int, index: Int) -> [UInt8] {
      let (tile, rest) = level.quotientAndRemainder(dividingBy: TreeTiles.levelsPerTile)
      let first = index << rest & (Int(TreeTiles.width) - 1)
      return MerkleHash.root(over: Array(tiles[tile][first..<(first + 1 << rest)]))
    }
  }
}
