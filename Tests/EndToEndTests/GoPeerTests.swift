import Foundation
import Testing

@Suite("an unmodified Go client") struct GoPeerTests {
  @Test("is taken for the account that it runs under")
  func identity() async throws {
    let called = try await Peer.go().run("identity", on: TestServer())
    #expect(called.stdout == "\(getuid()) \(getgid())\nok\n", "\(called.stderr)")
  }

  @Test(
    "gets what the topic promises",
    arguments: [
      // Health; a record is written and read back.
      "records",
      // What is missing, unknown or wrong is refused with a code, and with the names of the wrong fields.
      "refusals",
      // 64 pairs pass, and 65 are refused.
      "metadata",
      // The longest frame passes; a longer one, either way, is refused by name, and the connection lives on.
      "sizes",
      // 64 goroutines, on one connection and on their own, get the answers to their own questions.
      "crowd",
      // A call ends when its time is up, also when the client does not look at the clock.
      "deadlines",
      // Calls whose context is cancelled leave the connection as it was.
      "cancelled",
    ])
  func promise(topic: String) async throws {
    let called = try await Peer.go().run(topic, on: TestServer())
    #expect(called.status == 0, "\(called.stderr)")
    #expect(called.stdout == "ok\n")
  }

  @Test("learns that its server has gone, and calls the next one")
  func away() async throws {
    let called = try await Peer.go().outlives(TestServer())
    #expect(called.status == 0, "\(called.stderr)")
    #expect(called.stdout == "connected\nok\n")
  }

  @Test("says hello and calls calls off, all by ordinary calls")
  func extensions() async throws {
    let called = try await Peer.go().run("extensions", on: TestServer())
    #expect(called.status == 0, "\(called.stderr)")
    #expect(called.stdout == "ok\n")
  }
}
