import Glibc

/// The environment of this process.
enum ProcessEnvironment {
  /// Every variable by its name.
  static var variables: [String: String] {
    var variables: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let pair = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      variables[String(pair[0])] = pair.count > 1 ? String(pair[1]) : ""
      entry += 1
    }
    return variables
  }
}
