import Glibc
import Testing

/// The file `exclaim/exclaimd.toml` of a folder that is there for one test.
struct TestFile {
  let folder: String
  var path: String { "\(folder)/exclaim/exclaimd.toml" }

  /// Makes the folder, and the file when there is a text for it.
  static func with(_ text: String? = nil, _ body: (TestFile) throws -> Void) throws {
    var template = Array("/tmp/exclaim-configuration-XXXXXX".utf8CString)
    let file = TestFile(folder: String(cString: try #require(mkdtemp(&template))))
    defer {
      file.remove()
      rmdir("\(file.folder)/exclaim")
      rmdir(file.folder)
    }
    try #require(mkdir("\(file.folder)/exclaim", 0o700) == 0)
    if let text { try file.write(text) }
    try body(file)
  }

  func write(_ text: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    defer { close(descriptor) }
    var text = text
    let count = text.withUTF8 { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    try #require(count == text.utf8.count)
  }

  func remove() { unlink(path) }
}
