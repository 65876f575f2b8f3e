import Foundation
import Testing

@Suite struct GoPeerTests {
  @Test(
    "an unmodified Go client asks for health, writes a record, reads it back, and learns why one is refused")
  func goClient() throws {
    let server = try TestServer()
    let peer = server.scratch.url.appendingPathComponent("peer")
    let built = try run(Programs.root.appendingPathComponent("Tests/EndToEndTests/go/build"), [peer.path])
    try #require(built.status == 0, "\(built.stderr)")
    let called = try run(peer, [server.socket])
    #expect(called.status == 0, "\(called.stderr)")
    #expect(called.stdout == "ok\n")
  }
}
