import ExclaimWire
import Testing

@testable import ExclaimServer

@Suite struct SettingsTests {
  private static var paths: StandardPaths {
    StandardPaths(
      variable: { ["EXCLAIM_SOCKET": "/variable.sock", "EXCLAIM_DATABASE": "/variable.db"][$0] },
      accountHome: { nil })
  }

  private static func settings(
    _ commandLine: Settings.CommandLine = .init(), _ configuration: Configuration = .init()
  ) -> Settings {
    Settings(commandLine, configuration, paths, owner: 999)
  }

  private static var full: Configuration {
    var configuration = Configuration()
    configuration.socket = "/file.sock"
    configuration.socketGroup = 2000
    configuration.database = "/file.db"
    configuration.logLevel = .debug
    configuration.limits.pageRecordsMax = 500
    return configuration
  }

  @Test("the environment and the defaults hold where nothing else speaks")
  func defaults() {
    let settings = Self.settings()
    #expect(settings.socketPath == "/variable.sock")
    #expect(settings.databasePath == "/variable.db")
    #expect(settings.socketGroup == nil)
    #expect(settings.logLevel == .notice)
    #expect(settings.limits == .standard)
    #expect(settings.access == AccessRules(owner: 999, socketGroup: nil, roles: nil))
  }

  @Test("the file comes before the environment")
  func file() {
    let settings = Self.settings(.init(), Self.full)
    #expect(settings.socketPath == "/file.sock")
    #expect(settings.databasePath == "/file.db")
    #expect(settings.socketGroup == 2000)
    #expect(settings.logLevel == .debug)
    #expect(settings.limits.pageRecordsMax == 500)
    #expect(settings.access == AccessRules(owner: 999, socketGroup: 2000, roles: nil))
  }

  @Test("the command line comes before the file, for the roles that follow from it as well")
  func commandLine() {
    let commandLine = Settings.CommandLine(
      socket: "/line.sock", socketGroup: 2001, database: "/line.db", logLevel: .error)
    let settings = Self.settings(commandLine, Self.full)
    #expect(settings.socketPath == "/line.sock")
    #expect(settings.databasePath == "/line.db")
    #expect(settings.socketGroup == 2001)
    #expect(settings.logLevel == .error)
    #expect(settings.access == AccessRules(owner: 999, socketGroup: 2001, roles: nil))
  }

  @Test("what is shown can be read again, and says the same")
  func text() throws {
    var configuration = Self.full
    configuration.database = "/odd \"name\"\\\n\u{7F}é.db"
    configuration.roles = [
      .account(uid: 1000): .reviewer, .account(uid: 4242): .reader, .group(gid: 2001): .contributor,
      .group(gid: 4343): .reader,
    ]
    let settings = Self.settings(.init(), configuration)
    let text = settings.text(.test)
    let again = try Configuration(Array(text.utf8), path: "shown", accounts: .test)
    #expect(Settings(.init(), again, Self.paths, owner: 999) == settings)
    #expect(text.contains("admin = [\"exclaim\", \"root\"]"))
    #expect(text.contains("reader = [\"4242\", \"@4343\"]"))
  }

  @Test("names every setting that differs")
  func differences() {
    #expect(
      Self.settings(.init(), Self.full).differences(from: Self.settings()) == [
        "server.socket", "server.socket-group", "server.database", "server.log-level",
        "limits.pageRecordsMax",
      ])
    #expect(Self.settings().differences(from: Self.settings()).isEmpty)
  }

  @Test("doubts roles that nobody can use")
  func doubts() {
    var configuration = Configuration()
    configuration.roles = [.account(uid: 1000): .reader, .account(uid: 0): .reader]
    let doubts = Self.settings(.init(), configuration).doubts(.test, owner: 999)
    #expect(doubts.count == 1)
    #expect(doubts.first?.hasPrefix("alice: named in roles, but") == true)
    configuration.socketGroup = 2000
    #expect(Self.settings(.init(), configuration).doubts(.test, owner: 999).isEmpty)
    #expect(Self.settings().doubts(.test, owner: 999).isEmpty)
  }
}
