/// How names of accounts and groups become numbers and back.
struct AccountNames: Sendable {
  /// User id of an account; nil when there is none of that name.
  let userID: @Sendable (String) -> UInt32?
  /// Id of a group; nil when there is none of that name.
  let groupID: @Sendable (String) -> UInt32?
  /// Name of a user id; nil when it has none.
  let userName: @Sendable (UInt32) -> String?
  /// Name of a group's id; nil when it has none.
  let groupName: @Sendable (UInt32) -> String?

  /// The accounts of this machine.
  static let ofThisMachine = AccountNames(
    userID: Account.userID, groupID: Account.groupID, userName: Account.name, groupName: Account.groupName)

  /// The group that a text stands for: its name, or its number.
  func group(_ text: String) -> UInt32? { Self.isNumber(text) ? Self.id(text) : groupID(text) }

  /// The account that a text stands for: its name, or its number.
  func account(_ text: String) -> UInt32? { Self.isNumber(text) ? Self.id(text) : userID(text) }

  /// How a subject is written in a configuration: its name, else its number; a group after an @.
  func text(of subject: Subject) -> String {
    switch subject {
    case .account(let uid): userName(uid) ?? "\(uid)"
    case .group(let gid): "@" + (groupName(gid) ?? "\(gid)")
    }
  }

  /// Largest id of an account or group; the number above it means "none" to the kernel.
  static let idMax = UInt32.max - 1

  static func isNumber(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  private static func id(_ digits: String) -> UInt32? { UInt32(digits).flatMap { $0 <= idMax ? $0 : nil } }
}
