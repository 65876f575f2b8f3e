/// The version of this server.
enum Version {
  /// Major, minor and patch.
  static let text = "0.1.0"
}
