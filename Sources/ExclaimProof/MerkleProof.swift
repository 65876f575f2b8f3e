/// Checks proofs against roots, by the algorithms of RFC 9162 (sections 2.1.3.2 and 2.1.4.2). Whatever it is given, it
/// answers; a proof that it accepts holds unless SHA-256 is broken.
///
/// Sizes count only as far as they shape the path: a proof for three leaves may also be one for four. So each size must
/// come from the same head as its root.
public enum MerkleProof {
  /// Whether the leaf with `leafHash` is leaf `index` of the tree that has `size` leaves and `root`.
  public static func verifyInclusion(
    leafHash: [UInt8], index: UInt64, size: UInt64, path: [[UInt8]], root: [UInt8]
  ) -> Bool {
    guard index < size, isHash(leafHash) else { return false }
    var climb = Climb(from: index, within: size)
    var found = leafHash
    for beside in path {
      guard isHash(beside), let side = climb.next() else { return false }
      found = side == .left ? MerkleHash.node(beside, found) : MerkleHash.node(found, beside)
    }
    return climb.isAtRoot && found == root
  }

  /// Whether the tree of `size` leaves and `root` begins with all leaves of the tree of `oldSize` leaves and `oldRoot`,
  /// in their order. An empty tree begins every tree; a tree begins itself. Both have an empty path.
  public static func verifyConsistency(
    from oldSize: UInt64, fromRoot oldRoot: [UInt8], to size: UInt64, toRoot root: [UInt8], path: [[UInt8]]
  ) -> Bool {
    guard oldSize <= size, isHash(oldRoot), isHash(root) else { return false }
    guard oldSize > 0 else {
      return path.isEmpty && oldRoot == MerkleHash.empty && (size > 0) == (root != MerkleHash.empty)
    }
    guard oldSize < size else { return path.isEmpty && oldRoot == root }
    // Begins at the largest complete subtree that ends the old tree. If that is all of it, its root is known.
    var climb = Climb(from: oldSize - 1, within: size)
    climb.skipCompleteSubtrees()
    var path = path[...]
    guard let start = oldSize.nonzeroBitCount == 1 ? oldRoot : path.popFirst(), isHash(start) else {
      return false
    }
    var (old, new) = (start, start)
    for beside in path {
      guard isHash(beside), let side = climb.next() else { return false }
      if side == .left {
        old = MerkleHash.node(beside, old)
        new = MerkleHash.node(beside, new)
      } else {
        new = MerkleHash.node(new, beside)
      }
    }
    return climb.isAtRoot && old == oldRoot && new == root
  }

  private static func isHash(_ bytes: [UInt8]) -> Bool { bytes.count == SHA256.digestBytes }
}

/// The way from a leaf to the root: on which side the next sibling stands. The RFC calls the two numbers fn and sn.
private struct Climb {
  private var place: UInt64
  private var last: UInt64

  enum Side { case left, right }

  init(from index: UInt64, within size: UInt64) {
    place = index
    last = size - 1
  }

  var isAtRoot: Bool { last == 0 }

  /// Goes up while the node is the right one of two.
  mutating func skipCompleteSubtrees() {
    while place & 1 == 1 { goUp() }
  }

  /// Nil at the root.
  mutating func next() -> Side? {
    guard last > 0 else { return nil }
    guard place & 1 == 1 || place == last else {
      goUp()
      return .right
    }
    // A node without a right sibling goes up as it is, until it is the right one of two.
    while place & 1 == 0 && place > 0 { goUp() }
    goUp()
    return .left
  }

  private mutating func goUp() {
    place >>= 1
    last >>= 1
  }
}
