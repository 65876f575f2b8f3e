@testable import ExclaimServer

extension AccountNames {
  private static let users: [String: UInt32] = [
    "root": 0, "exclaim": 999, "alice": 1000, "bob": 1001, "carol": 1002,
  ]
  private static let groups: [String: UInt32] = ["analysts": 2000, "editors": 2001]

  /// A machine with a few people.
  static let test = AccountNames(
    userID: { users[$0] }, groupID: { groups[$0] },
    userName: { uid in users.first { $0.value == uid }?.key },
    groupName: { gid in groups.first { $0.value == gid }?.key })
}
