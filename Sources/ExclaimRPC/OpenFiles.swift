internal import Glibc

/// How many files the process may have open: every connection is one.
enum OpenFiles {
  /// Files that are not connections: the store's, the socket, the loop's own.
  static let reserve = 64

  /// Raises the soft limit to the hard one.
  ///
  /// The soft limit is as low as 1024 on most systems, for the sake of programs that use select(2).
  ///
  /// - Returns: how many files may be open now.
  static func raiseLimit() -> Int {
    let openFiles = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    var limit = rlimit()
    guard getrlimit(openFiles, &limit) == 0 else { return 0 }
    if limit.rlim_cur < limit.rlim_max {
      var raised = limit
      raised.rlim_cur = limit.rlim_max
      if setrlimit(openFiles, &raised) == 0 { limit = raised }
    }
    return Int(clamping: limit.rlim_cur)
  }
}
