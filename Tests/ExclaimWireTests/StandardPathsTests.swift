import ExclaimWire
import Testing

@Suite struct StandardPathsTests {
  private func paths(_ environment: [String: String], home: String? = "/account") -> StandardPaths {
    StandardPaths(variable: { environment[$0] }, accountHome: { home })
  }

  @Test("a named socket or database wins, and an empty name is none")
  func named() {
    let named = paths(["EXCLAIM_SOCKET": "/s", "EXCLAIM_DATABASE": "/d", "HOME": "/h"])
    #expect(named.socket == "/s" && named.database == "/d")
    let empty = paths(["EXCLAIM_SOCKET": "", "EXCLAIM_DATABASE": "", "HOME": "/h"])
    #expect(empty.socket == "/h/.local/state/exclaim/exclaim.sock")
    #expect(empty.database == "/h/.local/share/exclaim/exclaim.db")
  }

  @Test("the runtime directory holds the socket if it is absolute")
  func runtimeDirectory() {
    #expect(paths(["XDG_RUNTIME_DIR": "/run/user/7"]).socket == "/run/user/7/exclaim/exclaim.sock")
    #expect(paths(["XDG_RUNTIME_DIR": "run", "HOME": "/h"]).socket == "/h/.local/state/exclaim/exclaim.sock")
  }

  @Test("without HOME the account's directory serves, and without that the root")
  func withoutHome() {
    #expect(paths([:]).database == "/account/.local/share/exclaim/exclaim.db")
    #expect(paths([:], home: nil).database == "/.local/share/exclaim/exclaim.db")
  }
}
