import Glibc

/// Accounts and groups of this machine.
enum Account {
  /// The home directory of the account that runs this process, as the account database knows it.
  static func homeDirectory() -> String? {
    user { getpwuid_r(getuid(), $0, $1, $2, $3) }.map(\.home)
  }

  /// The user id of an account; nil when there is none of that name.
  static func userID(of name: String) -> UInt32? {
    guard isName(name) else { return nil }
    return user { getpwnam_r(name, $0, $1, $2, $3) }.map(\.uid)
  }

  /// The id of a group; nil when there is none of that name.
  static func groupID(of name: String) -> UInt32? {
    guard isName(name) else { return nil }
    return group { getgrnam_r(name, $0, $1, $2, $3) }.map(\.gid)
  }

  /// The name of a user id; nil when it has none.
  static func name(of uid: UInt32) -> String? {
    user { getpwuid_r(uid, $0, $1, $2, $3) }.map(\.name)
  }

  /// The name of a group; nil when it has none.
  static func groupName(of gid: UInt32) -> String? {
    group { getgrgid_r(gid, $0, $1, $2, $3) }.map(\.name)
  }

  /// The C library would read a name only as far as its first zero, and find another one.
  private static func isName(_ name: String) -> Bool { !name.isEmpty && !name.utf8.contains(0) }
}

// MARK: - Entries

extension Account {
  private typealias Search<Entry> = (
    UnsafeMutablePointer<Entry>, UnsafeMutablePointer<CChar>, Int,
    UnsafeMutablePointer<UnsafeMutablePointer<Entry>?>
  ) -> Int32

  private static func user(_ search: Search<passwd>) -> (name: String, uid: UInt32, home: String)? {
    entry(passwd(), search) { entry in
      let home = entry.pw_dir.map { String(cString: $0) } ?? ""
      return (String(cString: entry.pw_name), entry.pw_uid, home)
    }
  }

  private static func group(_ search: Search<Glibc.group>) -> (name: String, gid: UInt32)? {
    entry(Glibc.group(), search) { (String(cString: $0.gr_name), $0.gr_gid) }
  }

  /// Runs a search with as much room as its answer takes: the entry of a group lists its members.
  private static func entry<Entry, Found>(
    _ blank: Entry, _ search: Search<Entry>, _ read: (Entry) -> Found
  ) -> Found? {
    var entry = blank
    var room = 4_096
    while room <= 16_777_216 {
      let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: room)
      defer { buffer.deallocate() }
      var found: UnsafeMutablePointer<Entry>?
      let code = search(&entry, buffer, room, &found)
      if code == 0 { return found.map { read($0.pointee) } }
      guard code == ERANGE else { return nil }
      room *= 4
    }
    return nil
  }
}
