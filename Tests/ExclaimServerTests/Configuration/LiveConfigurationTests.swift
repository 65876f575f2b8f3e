import ExclaimRPC
import ExclaimWire
import Testing

@testable import ExclaimServer

@Suite struct LiveConfigurationTests {
  private static func live(_ file: TestFile, named: Bool = true) throws -> LiveConfiguration {
    let source = ConfigurationFile(
      named: named ? file.path : nil, variable: { ["XDG_CONFIG_HOME": file.folder][$0] }, accountHome: { nil }
    )
    return try LiveConfiguration(source, accounts: .test, owner: 999) { configuration in
      let paths = StandardPaths(variable: { _ in nil }, accountHome: { "/home" })
      return Settings(.init(), configuration, paths, owner: 999)
    }
  }

  private static let bob = Peer(uid: 1001, gid: 1)
  private static let analyst = Peer(uid: 1, gid: 2000)

  @Test("new roles hold at once")
  func roles() throws {
    try TestFile.with("[roles]\nreader = [\"bob\"]\nadmin = [\"alice\"]\n") { file in
      let live = try Self.live(file)
      #expect(live.access.role(of: Self.bob) == .reader)
      try file.write("[roles]\nreviewer = [\"bob\"]\nreader = [\"@analysts\"]\n")
      #expect(
        try live.reload().roles == [
          "@analysts: reader, was no role", "alice: no role, was admin", "bob: reviewer, was reader",
        ])
      #expect(live.access.role(of: Self.bob) == .reviewer)
      #expect(live.access.role(of: Self.analyst) == .reader)
      #expect(live.access.role(of: Peer(uid: 1000, gid: 1)) == nil)
    }
  }

  @Test("the same file again changes nothing")
  func unchanged() throws {
    try TestFile.with("[roles]\nreader = [\"bob\"]\n[limits]\ndrainSeconds = 3\n") { file in
      let change = try Self.live(file).reload()
      #expect(change == LiveConfiguration.Change())
    }
  }

  @Test(
    "a wrong file is refused, and all stays as it was",
    arguments: ["[roles]\nreader = [\"bbo\"]\n", "[roles"])
  func wrong(text: String) throws {
    try TestFile.with("[roles]\nreader = [\"bob\"]\n") { file in
      let live = try Self.live(file)
      try file.write(text)
      #expect(throws: ConfigurationError.self) { try live.reload() }
      #expect(live.access.role(of: Self.bob) == .reader)
      try file.write("[roles]\n")
      #expect(try live.reload().roles == ["bob: no role, was reader"])
    }
  }

  @Test("what needs a restart is named, and does not hold before")
  func restart() throws {
    try TestFile.with("[limits]\ndrainSeconds = 3\n") { file in
      let live = try Self.live(file)
      try file.write("[server]\nsocket = \"/x\"\nsocket-group = \"analysts\"\n[limits]\ndrainSeconds = 4\n")
      let change = try live.reload()
      #expect(change.needsRestart == ["server.socket", "server.socket-group", "limits.drainSeconds"])
      #expect(change.roles.isEmpty)
      #expect(live.settings.limits.drainSeconds == 3)
      // The socket does not let the group in yet.
      #expect(live.access.role(of: Self.analyst) == nil)
      // Not against the last reading but against what holds.
      #expect(try live.reload() == change)
    }
  }

  @Test("a file that is gone does not take the roles with it")
  func gone() throws {
    try TestFile.with("[roles]\nreader = [\"bob\"]\n") { file in
      let live = try Self.live(file)
      file.remove()
      let error = try #require(throws: ConfigurationError.self) { try live.reload() }
      #expect(error.description.hasPrefix("\(file.path): cannot be opened"))
      #expect(live.access.role(of: Self.bob) == .reader)
    }
  }

  @Test("a file may come into the standard place later, but not go from it")
  func standardPlace() throws {
    try TestFile.with { file in
      let live = try Self.live(file, named: false)
      #expect(live.path == nil)
      #expect(try live.reload() == LiveConfiguration.Change())
      try file.write("[roles]\nreader = [\"bob\"]\n")
      #expect(try live.reload().roles == ["bob: reader, was no role"])
      #expect(live.path == file.path)
      file.remove()
      let error = try #require(throws: ConfigurationError.self) { try live.reload() }
      #expect(error.description.contains("is gone"))
      #expect(live.access.role(of: Self.bob) == .reader)
    }
  }

  @Test("a wrong file does not start")
  func wrongAtStart() throws {
    try TestFile.with("[roles]\nreader = [\"bbo\"]\n") { file in
      #expect(throws: ConfigurationError.self) { try Self.live(file) }
    }
  }
}
