import Glibc
import Testing

@testable import ExclaimServer

@Suite struct ConfigurationFileTests {
  private static func file(named: String? = nil, _ variables: [String: String]) -> ConfigurationFile {
    ConfigurationFile(named: named, variable: { variables[$0] }, accountHome: { "/account" })
  }

  @Test("the command line comes before the variable, and that before the standard place")
  func precedence() {
    let all = [
      "EXCLAIM_CONFIG": "/variable.toml", "XDG_CONFIG_HOME": "/xdg", "HOME": "/home/alice",
    ]
    #expect(Self.file(named: "/named.toml", all).path == "/named.toml")
    #expect(Self.file(all).path == "/variable.toml")
    #expect(Self.file(["XDG_CONFIG_HOME": "/xdg", "HOME": "/h"]).path == "/xdg/exclaim/exclaimd.toml")
    #expect(Self.file(["XDG_CONFIG_HOME": "xdg", "HOME": "/h"]).path == "/h/.config/exclaim/exclaimd.toml")
    #expect(Self.file(["EXCLAIM_CONFIG": ""]).path == "/account/.config/exclaim/exclaimd.toml")
  }

  @Test("only a file that nobody named may be missing")
  func missing() throws {
    try TestFile.with { folder in
      #expect(try Self.file(["XDG_CONFIG_HOME": folder.folder]).bytes() == nil)
      for file in [Self.file(named: folder.path, [:]), Self.file(["EXCLAIM_CONFIG": folder.path])] {
        let error = try #require(throws: ConfigurationError.self) { try file.bytes() }
        #expect(error.description.hasPrefix("\(folder.path): cannot be opened: No such file"))
      }
    }
  }

  @Test("a file that everybody can write is refused: it says who is admin")
  func openToAll() throws {
    try TestFile.with("[server]\n") { file in
      #expect(try Self.file(named: file.path, [:]).bytes() == Array("[server]\n".utf8))
      chmod(file.path, 0o602)
      let error = try #require(throws: ConfigurationError.self) {
        try Self.file(named: file.path, [:]).bytes()
      }
      #expect(error.description.contains("chmod o-w"))
    }
  }

  @Test("a file of another account is refused", .enabled(if: geteuid() == 0))
  func othersFile() throws {
    try TestFile.with("[server]\n") { file in
      try #require(chown(file.path, 12_345, 0) == 0)
      let error = try #require(throws: ConfigurationError.self) {
        try Self.file(named: file.path, [:]).bytes()
      }
      #expect(error.description.contains("belongs to uid 12345"))
    }
  }

  @Test("a file is read up to its limit and refused one byte above")
  func length() throws {
    try TestFile.with(String(repeating: "#", count: ConfigurationFile.byteCountMax)) { file in
      #expect(try Self.file(named: file.path, [:]).bytes()?.count == ConfigurationFile.byteCountMax)
      try file.write(String(repeating: "#", count: ConfigurationFile.byteCountMax + 1))
      #expect(throws: ConfigurationError.self) { try Self.file(named: file.path, [:]).bytes() }
    }
  }

  @Test("a folder is no configuration")
  func folder() throws {
    try TestFile.with { folder in
      let error = try #require(throws: ConfigurationError.self) {
        try Self.file(named: folder.folder, [:]).bytes()
      }
      #expect(error.description.contains("Is a directory"))
    }
  }
}
