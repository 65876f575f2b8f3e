/// The account at the other end of a connection, as the kernel told when the connection was made.
///
/// The process id is left out on purpose: it may be another process's by the time one looks at it.
public struct Peer: Sendable, Hashable {
  /// User id.
  public let uid: UInt32
  /// Group id.
  public let gid: UInt32
  /// Ids of the further groups that the process belonged to.
  public let groups: [UInt32]

  /// A peer from its parts.
  public init(uid: UInt32, gid: UInt32, groups: [UInt32] = []) {
    self.uid = uid
    self.gid = gid
    self.groups = groups
  }
}
