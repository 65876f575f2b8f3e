/// The version of the programs, server and client alike.
public enum Version {
  /// Major, minor and patch: `0.1.0`.
  public static let text = "0.1.0"
}
