import ExclaimProof
import Testing

@Suite("Merkle trees")
struct MerkleTreeTests {
  /// Larger than two powers of two, so that every shape comes up that a small tree can have.
  let largest = 130

  @Test(
    "have the root, inclusion paths and consistency paths of the definition, which prove what they should")
  func everyPair() {
    let plain = PlainTree(count: largest)
    let nodes = HashTable((0..<largest).map(plain.leafHash))
    for size in 0...largest {
      let tree = MerkleTree(size: size, nodes: nodes)
      let head = tree.head()
      #expect(head == TreeHead(size: UInt64(size), root: plain.root(0..<size)))
      for index in 0..<size {
        let path = tree.inclusionPath(of: index)
        #expect(path == plain.path(index, 0..<size), "leaf \(index) of \(size)")
        let isProved = MerkleProof.verifyInclusion(
          leafHash: plain.leafHash(index), index: UInt64(index), size: head.size, path: path, root: head.root)
        #expect(isProved, "leaf \(index) of \(size)")
      }
      for old in 0...size {
        let path = tree.consistencyPath(from: old)
        #expect(path == (old == 0 ? [] : plain.subproof(old, 0..<size)), "from \(old) to \(size)")
        let isProved = MerkleProof.verifyConsistency(
          from: UInt64(old), fromRoot: plain.root(0..<old), to: head.size, toRoot: head.root, path: path)
        #expect(isProved, "from \(old) to \(size)")
      }
    }
  }

  @Test("prove as well when they are as large as can be")
  func large() {
    var random = SeededGenerator.announced()
    let nodes = EvenTree()
    let leafHash = nodes.levels[0]
    var sizes = [Int.max, Int.max - 1, 1 << 62, 1 << 62 + 1]
    for bits in 1...62 { sizes.append(.random(in: 1...(1 << bits), using: &random)) }
    for size in sizes {
      let tree = MerkleTree(size: size, nodes: nodes)
      let head = tree.head()
      for index in [0, size - 1, .random(in: 0..<size, using: &random)] {
        let path = tree.inclusionPath(of: index)
        let isProved = MerkleProof.verifyInclusion(
          leafHash: leafHash, index: UInt64(index), size: head.size, path: path, root: head.root)
        #expect(isProved, "leaf \(index) of \(size)")
      }
      for old in [1, size - 1, size, .random(in: 1...size, using: &random)] {
        let path = tree.consistencyPath(from: old)
        let oldRoot = MerkleTree(size: old, nodes: nodes).head().root
        let isProved = MerkleProof.verifyConsistency(
          from: UInt64(old), fromRoot: oldRoot, to: head.size, toRoot: head.root, path: path)
        #expect(isProved, "from \(old) to \(size)")
      }
    }
  }

  @Test("ask only for complete subtrees of theirs, and for few of them")
  func asks() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<2_000 {
      let size = Int.random(in: 1...(1 << Int.random(in: 0...40, using: &random)), using: &random)
      let bits = Int.bitWidth - size.leadingZeroBitCount
      let nodes = AskedNodes(size: size)
      let tree = MerkleTree(size: size, nodes: nodes)
      _ = try tree.head()
      #expect(nodes.asked <= bits, "head of \(size)")
      nodes.asked = 0
      let index = Int.random(in: 0..<size, using: &random)
      _ = try tree.inclusionPath(of: index)
      #expect(nodes.asked <= 2 * bits, "leaf \(index) of \(size)")
      nodes.asked = 0
      _ = try tree.consistencyPath(from: index + 1)
      #expect(nodes.asked <= 2 * bits, "from \(index + 1) to \(size)")
    }
  }

  @Test("pass on the failure of a source, as its own type")
  func failures() {
    let tree = MerkleTree(size: 5, nodes: AskedNodes(size: 3))
    #expect(throws: AskedNodes.Outside(level: 2, index: 0)) { try tree.head() }
    #expect(throws: AskedNodes.Outside(level: 0, index: 4)) { try tree.inclusionPath(of: 3) }
    #expect(throws: AskedNodes.Outside(level: 0, index: 4)) { try tree.consistencyPath(from: 2) }
  }

  @Test("have subtrees whose root follows from the hashes of any level", arguments: 0...8)
  func subtrees(level: Int) {
    let plain = PlainTree(count: 256)
    let count = 1 << level
    let leafHashes = (0..<count).map(plain.leafHash)
    #expect(MerkleHash.root(over: leafHashes) == plain.root(0..<count))
    let width = 256 / count
    let tiles = (0..<count).map { plain.root($0 * width..<($0 + 1) * width) }
    #expect(MerkleHash.root(over: tiles) == plain.root(0..<256))
  }
}

/// Counts what it is asked for, and has nothing beyond its size.
private final class AskedNodes: MerkleNodes {
  struct Outside: Error, Equatable {
    let level: Int
    let index: Int
  }

  let size: Int
  var asked = 0

  init(size: Int) { self.size = size }

  func subtreeRoot(level: Int, index: Int) throws(Outside) -> [UInt8] {
    asked += 1
    guard (index + 1) << level <= size else { throw Outside(level: level, index: index) }
    return [UInt8](repeating: UInt8(level), count: 32)
  }
}
