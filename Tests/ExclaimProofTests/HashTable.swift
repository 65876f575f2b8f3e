import ExclaimProof

/// Every node of every complete subtree, in memory.
struct HashTable: MerkleNodes {
  typealias Failure = Never

  private let levels: [[[UInt8]]]

  init(_ leafHashes: [[UInt8]]) {
    var levels = [leafHashes]
    while let below = levels.last, below.count > 1 {
      levels.append((0..<below.count / 2).map { MerkleHash.node(below[2 * $0], below[2 * $0 + 1]) })
    }
    self.levels = levels
  }

  func subtreeRoot(level: Int, index: Int) -> [UInt8] { levels[level][index] }
}

/// A tree whose leaves are all the same, so that it can be as large as a number of leaves can be.
struct EvenTree: MerkleNodes {
  typealias Failure = Never

  let levels: [[UInt8]]

  init() {
    var levels = [MerkleHash.leaf([1, 2, 3])]
    for level in 0..<63 { levels.append(MerkleHash.node(levels[level], levels[level])) }
    self.levels = levels
  }

  func subtreeRoot(level: Int, index: Int) -> [UInt8] { levels[level] }
}
