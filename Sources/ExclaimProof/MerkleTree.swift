/// Where a tree's proofs take their hashes from: a store that keeps some of them and makes the others anew.
public protocol MerkleNodes {
  associatedtype Failure: Error

  /// The root of the complete subtree over the leaves from `index << level` to just before `(index + 1) << level`.
  /// Level 0 is the hash of one leaf. Is asked only for subtrees that lie within the tree.
  func subtreeRoot(level: Int, index: Int) throws(Failure) -> [UInt8]
}

/// The first `size` leaves as a Merkle tree (RFC 9162, section 2.1): its root, and the proofs for those who know it.
///
/// The head asks for at most as many complete subtrees as the size has bits, a path for at most twice as many.
public struct MerkleTree<Nodes: MerkleNodes> {
  /// The number of leaves.
  public let size: Int
  private let nodes: Nodes

  /// The tree over the first `size` leaves of `nodes`.
  public init(size: Int, nodes: Nodes) {
    precondition(size >= 0, "a tree has no negative number of leaves")
    self.size = size
    self.nodes = nodes
  }

  /// Size and root.
  public func head() throws(Nodes.Failure) -> TreeHead {
    TreeHead(size: UInt64(size), root: try root(of: Subtree(start: 0, count: size)))
  }

  /// What proves that leaf `index`, below `size`, is in the tree: the hashes beside its way to the root, lowest first.
  public func inclusionPath(of index: Int) throws(Nodes.Failure) -> [[UInt8]] {
    precondition(0 <= index && index < size, "only a leaf of the tree has a path")
    var path: [[UInt8]] = []
    var tree = Subtree(start: 0, count: size)
    while tree.count > 1 {
      if index < tree.right.start {
        path.append(try root(of: tree.right))
        tree = tree.left
      } else {
        path.append(try root(of: tree.left))
        tree = tree.right
      }
    }
    return path.reversed()
  }

  /// What proves that this tree begins with all leaves of the tree of `oldSize`, at most `size`: empty if they are
  /// the same tree, or if the old one had no leaves.
  public func consistencyPath(from oldSize: Int) throws(Nodes.Failure) -> [[UInt8]] {
    precondition(0 <= oldSize && oldSize <= size, "a tree extends only trees of its size or smaller")
    guard oldSize > 0 else { return [] }
    var path: [[UInt8]] = []
    var tree = Subtree(start: 0, count: size)
    while tree.end != oldSize {
      if oldSize <= tree.right.start {
        path.append(try root(of: tree.right))
        tree = tree.left
      } else {
        path.append(try root(of: tree.left))
        tree = tree.right
      }
    }
    // Who checks knows the root of the old tree, but not of a part of it.
    if tree.start > 0 { path.append(try root(of: tree)) }
    return path.reversed()
  }

  private func root(of tree: Subtree) throws(Nodes.Failure) -> [UInt8] {
    guard tree.count > 0 else { return MerkleHash.empty }
    // From left to right the complete subtrees become smaller, and each is hashed with all that stands right of it.
    var rest = tree
    var complete: [[UInt8]] = []
    while !rest.isComplete {
      complete.append(try root(ofComplete: rest.left))
      rest = rest.right
    }
    var root = try root(ofComplete: rest)
    while let left = complete.popLast() { root = MerkleHash.node(left, root) }
    return root
  }

  private func root(ofComplete tree: Subtree) throws(Nodes.Failure) -> [UInt8] {
    let level = tree.count.trailingZeroBitCount
    return try nodes.subtreeRoot(level: level, index: tree.start >> level)
  }
}

/// Some leaves beside each other that have a node of their own. Of more than one leaf, the left child has the largest
/// power of two that is smaller than their number, and so is complete.
private struct Subtree {
  var start: Int
  var count: Int

  var end: Int { start + count }
  var isComplete: Bool { count.nonzeroBitCount == 1 }
  var left: Subtree { Subtree(start: start, count: leftCount) }
  var right: Subtree { Subtree(start: start + leftCount, count: count - leftCount) }

  private var leftCount: Int { 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount) }
}
