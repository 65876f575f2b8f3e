/// What a Merkle tree held when it had so many leaves: two equal heads mean the same leaves in the same order.
///
/// Size and root belong together. A root alone does not tell how many leaves stand under it.
public struct TreeHead: Equatable, Sendable {
  /// The number of leaves.
  public var size: UInt64
  /// 32 bytes.
  public var root: [UInt8]

  /// The head of a tree of `size` leaves; `root` is 32 bytes long.
  public init(size: UInt64, root: [UInt8]) {
    self.size = size
    self.root = root
  }
}
