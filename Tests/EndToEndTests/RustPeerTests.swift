import Foundation
import Testing

@Suite(
  "an unmodified Rust client",
  .enabled(if: Peer.canBuildRust, "no cargo, or not Debian's librust-ttrpc-dev: run `ci/setup test`"))
struct RustPeerTests {
  /// The library's two clients.
  static let clients = ["sync", "async"]

  @Test("is taken for the account that it runs under", arguments: clients)
  func identity(client: String) async throws {
    let called = try await Peer.rust(client).run("identity", on: TestServer())
    #expect(called.stdout == "\(getuid()) \(getgid())\nok\n", "\(called.stderr)")
  }

  @Test(
    "gets what the topic promises", arguments: clients,
    [
      // Health; a record is written and read back.
      "records",
      // What is missing, unknown or wrong is refused with a code, and with the names of the wrong fields.
      "refusals",
      // 64 pairs pass, and 65 are refused.
      "metadata",
      // The longest frame passes; a longer one, either way, is refused by name, and the connection lives on.
      "sizes",
      // 64 threads on one connection get the answers to their own questions.
      "crowd",
      // A call ends when its time is up, also when the client does not look at the clock.
      "deadlines",
    ])
  func promise(client: String, topic: String) async throws {
    let called = try await Peer.rust(client).run(topic, on: TestServer())
    #expect(called.status == 0, "\(called.stderr)")
    #expect(called.stdout == "ok\n")
  }

  @Test("learns that its server has gone, and calls the next one", arguments: clients)
  func away(client: String) async throws {
    let called = try await Peer.rust(client).outlives(TestServer())
    #expect(called.status == 0, "\(called.stderr)")
    #expect(called.stdout == "connected\nok\n")
  }
}
