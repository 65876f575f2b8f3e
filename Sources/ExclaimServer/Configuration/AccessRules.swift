import ExclaimRPC

/// An account or a group, as a configuration names it.
enum Subject: Sendable, Hashable {
  case account(uid: UInt32)
  case group(gid: UInt32)
}

/// Which role each account has.
///
/// The account that the server runs as is its admin whatever is written: the files are its own. So is root, who
/// may read and change them anyway. Of the roles that others have by their account and their groups, the highest
/// holds; who has none may not call anything.
struct AccessRules: Sendable, Equatable {
  /// The roles of accounts and of groups' members.
  let roles: [Subject: AccessRole]

  /// - Parameters:
  ///   - owner: user id that the server runs as.
  ///   - socketGroup: id of the group whose members can connect.
  ///   - roles: the roles that a configuration gives; nil when it has none, and the socket's group contributes.
  init(owner: UInt32, socketGroup: UInt32?, roles: [Subject: AccessRole]?) {
    var all = roles ?? [:]
    if roles == nil, let socketGroup { all[.group(gid: socketGroup)] = .contributor }
    all[.account(uid: 0)] = .admin
    all[.account(uid: owner)] = .admin
    self.roles = all
  }

  /// What the peer may do; nil when it may not even connect.
  func role(of peer: Peer) -> AccessRole? {
    var highest = roles[.account(uid: peer.uid)]
    func raise(to role: AccessRole?) {
      if let role, highest.map({ $0 < role }) ?? true { highest = role }
    }
    raise(to: roles[.group(gid: peer.gid)])
    for gid in peer.groups { raise(to: roles[.group(gid: gid)]) }
    return highest
  }
}
