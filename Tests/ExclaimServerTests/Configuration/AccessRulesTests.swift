import ExclaimMessages
import ExclaimRPC
import Testing

@testable import ExclaimServer

@Suite struct AccessRulesTests {
  private static let owner: UInt32 = 999

  @Test(
    "without a configuration the owner and root are admins, the socket's group contributes, nobody else connects",
    arguments: [
      (Peer(uid: owner, gid: 1), AccessRole.admin as AccessRole?), (Peer(uid: 0, gid: 0), .admin),
      (Peer(uid: 1000, gid: 2000), .contributor), (Peer(uid: 1000, gid: 1, groups: [5, 2000]), .contributor),
      (Peer(uid: 1000, gid: 1, groups: [5]), nil), (Peer(uid: 2000, gid: 999), nil),
    ])
  func defaults(peer: Peer, role: AccessRole?) {
    #expect(AccessRules(owner: Self.owner, socketGroup: 2000, roles: nil).role(of: peer) == role)
  }

  @Test("without a group only the owner and root connect")
  func noGroup() {
    let rules = AccessRules(owner: Self.owner, socketGroup: nil, roles: nil)
    #expect(rules.role(of: Peer(uid: Self.owner, gid: 7)) == .admin)
    #expect(rules.role(of: Peer(uid: 0, gid: 0)) == .admin)
    #expect(rules.role(of: Peer(uid: 1000, gid: 0, groups: [0, 999])) == nil)
  }

  @Test(
    "with roles the lists alone decide, and the highest role holds",
    arguments: [
      (Peer(uid: owner, gid: 1), AccessRole.admin as AccessRole?), (Peer(uid: 0, gid: 1), .admin),
      (Peer(uid: 1000, gid: 1), .reader), (Peer(uid: 1000, gid: 2001), .reviewer),
      (Peer(uid: 1001, gid: 1, groups: [2001, 2002]), .reviewer),
      (Peer(uid: 1001, gid: 2002, groups: [2001]), .reviewer), (Peer(uid: 1002, gid: 2002), .admin),
      // The group of the socket is not in the lists.
      (Peer(uid: 1003, gid: 2000), nil),
      // A number may be an account's and a group's.
      (Peer(uid: 2001, gid: 1000), nil),
    ])
  func lists(peer: Peer, role: AccessRole?) {
    let rules = AccessRules(
      owner: Self.owner, socketGroup: 2000,
      roles: [
        .account(uid: 1000): .reader, .account(uid: 1002): .admin, .group(gid: 2001): .reviewer,
        .group(gid: 2002): .reader, .account(uid: Self.owner): .reader, .account(uid: 0): .reader,
      ])
    #expect(rules.role(of: peer) == role)
  }
}

@Suite struct MethodRolesTests {
  @Test("every method has its least role, and no other has")
  func complete() {
    #expect(MethodRoles.least.keys.sorted() == MethodRegistry.all.map(\.path).sorted())
  }

  @Test("readers do not write, and contributors do")
  func writing() {
    for method in MethodRegistry.all {
      let least: AccessRole =
        switch method.shortPath {
        case "Records/Submit", "Records/SubmitStream", "Records/Revise", "Records/Retract", "Records/Redact":
          .contributor
        case "Records/Allow": .reviewer
        case "Control/Backup": .admin
        default: .reader
        }
      #expect(MethodRoles.least(for: method.path) == least, "\(method.path)")
    }
  }

  @Test("a method that nobody thought of is for admins alone")
  func unknown() {
    #expect(MethodRoles.least(for: "exclaim.v1.Records/Burn") == .admin)
  }
}
