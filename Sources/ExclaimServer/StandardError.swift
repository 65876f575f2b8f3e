import Glibc

/// Where the program talks to people.
enum StandardError {
  /// Writes a text as it is; a closed stream is nobody's loss.
  static func write(_ text: String) {
    var text = text
    text.withUTF8 { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
