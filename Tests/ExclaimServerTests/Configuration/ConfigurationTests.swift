import ExclaimRPC
import ExclaimWire
import Testing

@testable import ExclaimServer

@Suite struct ConfigurationTests {
  private func configuration(_ text: String) throws -> Configuration {
    try Configuration(Array(text.utf8), path: "exclaimd.toml", accounts: .test)
  }

  private func problems(_ text: String) throws -> [String] {
    let error = #expect(throws: ConfigurationError.self) { try configuration(text) }
    return try #require(error).description.split(separator: "\n").map(String.init)
  }

  @Test("says what the file says")
  func everything() throws {
    var expected = Configuration()
    expected.socket = "/run/exclaim/exclaim.sock"
    expected.socketGroup = 2000
    expected.database = "/var/lib/exclaim/exclaim.db"
    expected.logLevel = .debug
    expected.roles = [
      .account(uid: 1000): .admin, .account(uid: 1002): .reviewer, .group(gid: 2000): .contributor,
      .group(gid: 77): .reader, .account(uid: 88): .reader,
    ]
    expected.limits.pageRecordsMax = 500
    let read = try configuration(
      """
      [server]
      socket = "/run/exclaim/exclaim.sock"
      socket-group = "analysts"
      database = "/var/lib/exclaim/exclaim.db"
      log-level = "debug"
      [roles]
      admin = ["alice"]
      reviewer = [1002]
      contributor = ["@analysts"]
      reader = ["@77", "88"]
      [limits]
      pageRecordsMax = 500
      """)
    #expect(read == expected)
  }

  @Test("an empty file changes nothing, and an empty table of roles takes the default ones away")
  func silence() throws {
    #expect(try configuration("") == Configuration())
    #expect(try configuration("[server]\n[limits]") == Configuration())
    #expect(try configuration("[roles]").roles == [:])
  }

  @Test("an account that stands in several lists has the highest role", arguments: ["reader", "reviewer"])
  func highestRole(other: String) throws {
    let roles = try configuration("[roles]\n\(other) = [1000]\nadmin = [\"alice\"]").roles
    #expect(roles == [.account(uid: 1000): .admin])
  }

  @Test(
    "each mistake is reported with line, field, value, reason and remedy",
    arguments: [
      ("\n[sever]", "2: sever: is no key of this file; did you mean server?"),
      ("[roles]\n[extra]", "2: extra: is no key of this file; the tables are server, roles, limits"),
      (
        "roles = 3", "1: roles: 3 is an integer where a table is expected; write [roles] on a line of its own"
      ),
      ("[server]\nsokcet = 1", "2: server.sokcet: is no key of this file; did you mean socket?"),
      (
        "[server]\nsocket = 1",
        "2: server.socket: 1 is an integer where a path is expected; put the path in quotation marks"
      ),
      ("[server]\nsocket = \"x\"", "2: server.socket: \"x\" is no absolute path; begin it with /"),
      (
        "[server]\nsocket-group = \"none\"",
        "2: server.socket-group: \"none\" is no group of this machine; name a group that `getent group` shows, or give"
          + " its number"
      ),
      (
        "[server]\nsocket-group = -1",
        "2: server.socket-group: -1 is no group of this machine; name a group that `getent group` shows, or give its"
          + " number"
      ),
      (
        "[server]\nsocket-group = []",
        "2: server.socket-group: is a list where a group is expected; name a group that `getent group` shows, or give"
          + " its number"
      ),
      (
        "[server]\nlog-level = \"infos\"",
        "2: server.log-level: \"infos\" is no log level; did you mean info?"
      ),
      (
        "[server]\nlog-level = 3",
        "2: server.log-level: 3 is an integer where a log level is expected; give one of trace, debug, info, notice,"
          + " warning, error, critical, in quotation marks"
      ),
      ("[roles]\nadmn = []", "2: roles.admn: is no key of this file; did you mean admin?"),
      (
        "[roles]\nadmin = \"alice\"",
        "2: roles.admin: \"alice\" is a string where a list is expected; put accounts and groups in brackets:"
          + " [\"alice\", \"@analysts\"]"
      ),
      (
        "[roles]\nadmin = [\n  \"alice\",\n  \"alcie\"]",
        "4: roles.admin[1]: \"alcie\" is no account of this machine; name one that `getent passwd` shows, or give its"
          + " number"
      ),
      (
        "[roles]\nreader = [\"analysts\"]",
        "2: roles.reader[0]: \"analysts\" is no account of this machine; write \"@analysts\" for the group"
      ),
      (
        "[roles]\nreader = [\"@alice\"]",
        "2: roles.reader[0]: \"@alice\" is no group of this machine; name one that `getent group` shows, or give its"
          + " number after the @"
      ),
      (
        "[roles]\nreader = [true]",
        "2: roles.reader[0]: is a boolean where an account or a group is expected; give a name or a number, and @"
          + " before that of a group"
      ),
      (
        "[roles]\nreader = [\"alice\",\n1000]",
        "3: roles.reader[1]: 1000 is named already, as roles.reader[0]; leave one of them out"
      ),
      (
        "[limits]\npageRecordMax = 3",
        "2: limits.pageRecordMax: is no key of this file; did you mean pageRecordsMax?"
      ),
      (
        "[limits]\ndrainSeconds = \"3\"",
        "2: limits.drainSeconds: \"3\" is a string where an integer is expected; give 0 to 3600"
      ),
      (
        "[limits]\ndrainSeconds = -1",
        "2: limits.drainSeconds: -1 is below what this limit can be; give 0 to 3600"
      ),
      (
        "[limits]\nsubmissionBytesMax = 1000000",
        "2: limits.submissionBytesMax: 1000000 is too low for recordBytesMax, which is 3145728 and may be at most this;"
          + " raise it, or set recordBytesMax to at most 1000000"
      ),
      (
        "[limits]\npageRecordsMax = 50\npageRecordsDefault = 51",
        "3: limits.pageRecordsDefault: 51 is above pageRecordsMax, which is 50; give at most 50, or raise"
          + " pageRecordsMax"
      ),
      (
        "[limits]\nframeBytesMax = 65536\nrecordBytesMax = 49153\ndocumentTextBytesMax = 9\npageBytesMax = 9",
        "3: limits.recordBytesMax: 49153 is above 3/4 of frameBytesMax, which is 65536; give at most 49152, or raise"
          + " frameBytesMax"
      ),
    ])
  func problem(text: String, problem: String) throws {
    #expect(try problems(text) == ["exclaimd.toml:" + problem])
  }

  @Test("a file that is no TOML says where")
  func noTOML() throws {
    let problems = try problems("[server]\nsocket = /run\n")
    #expect(problems.count == 1)
    #expect(problems[0].hasPrefix("exclaimd.toml:2: is no TOML: "))
  }

  @Test("reports everything at once, in the order of the lines")
  func allAtOnce() throws {
    let lines = try problems("[server]\nsocket = 1\n[limits]\nx = 1\n[roles]\nadmin = [\"x\", \"y\"]\n[zzz]")
      .map { $0.split(separator: ":")[1] }
    #expect(lines == ["2", "4", "6", "6", "7"])
  }

  @Test("ids end at the last that stands for somebody", arguments: ["", "\""])
  func lastID(quote: String) throws {
    let last = try configuration("[roles]\nreader = [\(quote)4294967294\(quote)]").roles
    #expect(last == [.account(uid: 4_294_967_294): .reader])
    let problem = try problems("[roles]\nreader = [\(quote)4294967295\(quote)]")
    #expect(
      problem == [
        "exclaimd.toml:2: roles.reader[0]: \(quote)4294967295\(quote) is no user id; give 0 to 4294967294"
      ])
    #expect(
      try configuration("[roles]\nreader = [\"@4294967294\"]").roles == [.group(gid: 4_294_967_294): .reader])
    #expect(try problems("[roles]\nreader = [\"@4294967295\"]").count == 1)
  }

  @Test("a socket's path is as long as Linux takes it, and no longer")
  func socketPath() throws {
    func text(_ byteCount: Int) -> String {
      "[server]\nsocket = \"/" + String(repeating: "x", count: byteCount - 1) + "\""
    }
    #expect(try configuration(text(107)).socket?.utf8.count == 107)
    #expect(try problems(text(108))[0].contains("has 108 bytes where 107 are allowed"))
  }
}
