/// The hashes of which a Merkle tree is made (RFC 9162, section 2.1.1). All are 32 bytes long.
///
///     tree of no leaves   SHA-256("")
///     leaf                SHA-256(0x00 | leaf)
///     node                SHA-256(0x01 | left | right)
///
/// In the journal's tree the leaf of an entry is its 32-byte hash in the chain; the first entry is leaf 0.
public enum MerkleHash {
  /// The root of a tree of no leaves.
  public static let empty = SHA256.hash([])

  /// The hash of a leaf.
  public static func leaf(_ bytes: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.add(bigEndian: 0 as UInt8)
    hash.add(bytes)
    return hash.digest()
  }

  /// The hash of a node over its two children.
  public static func node(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.add(bigEndian: 1 as UInt8)
    hash.add(left)
    hash.add(right)
    return hash.digest()
  }

  /// The root of the complete subtree over hashes that stand beside each other on one level: leaf hashes, or roots of
  /// complete subtrees of one size. Their number must be a power of two. Makes one hash fewer than it is given.
  public static func root(over hashes: [[UInt8]]) -> [UInt8] {
    precondition(
      hashes.count.nonzeroBitCount == 1, "a complete subtree has a power of two of hashes on each level")
    var level = hashes
    while level.count > 1 {
      let half = level.count / 2
      for index in 0..<half { level[index] = node(level[2 * index], level[2 * index + 1]) }
      level.removeLast(half)
    }
    return level[0]
  }
}
