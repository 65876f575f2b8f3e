import Glibc

/// Accounts of this machine.
enum Account {
  /// The home directory of the account that runs this process, as the account database knows it.
  static func homeDirectory() -> String? {
    guard let entry = getpwuid(getuid()), let directory = entry.pointee.pw_dir else { return nil }
    return String(cString: directory)
  }

  /// The id of a group; nil when there is none of that name.
  static func groupID(of name: String) -> UInt32? { getgrnam(name)?.pointee.gr_gid }

  /// The name of a user id; nil when it has none.
  static func name(of uid: UInt32) -> String? {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    // The manual's own suggestion for the buffer; longer entries read as no name.
    let room = 16_384
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: room) { buffer in
      guard getpwuid_r(uid, &entry, buffer.baseAddress!, room, &found) == 0, found != nil else { return nil }
      return String(cString: entry.pw_name)
    }
  }
}
