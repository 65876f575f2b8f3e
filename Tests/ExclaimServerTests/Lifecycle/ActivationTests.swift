import Testing

@testable import ExclaimServer

@Suite struct ActivationTests {
  private func descriptor(_ variables: [String: String]) throws(ActivationError) -> Int32? {
    try Activation.descriptor(variable: { variables[$0] }, pid: 42)
  }

  @Test("one socket that is meant for this process is taken")
  func one() throws {
    #expect(try descriptor(["LISTEN_PID": "42", "LISTEN_FDS": "1"]) == 3)
    #expect(
      try descriptor(["LISTEN_PID": "42", "LISTEN_FDS": "1", "LISTEN_FDNAMES": "exclaimd.socket"]) == 3)
  }

  @Test(
    "nothing is taken that is not there, or is meant for another process",
    arguments: [
      [:], ["LISTEN_FDS": "1"], ["LISTEN_PID": "42"], ["LISTEN_PID": "41", "LISTEN_FDS": "1"],
      ["LISTEN_PID": "", "LISTEN_FDS": "1"], ["LISTEN_PID": "42", "LISTEN_FDS": "0"],
    ])
  func none(variables: [String: String]) throws {
    #expect(try descriptor(variables) == nil)
  }

  @Test(
    "any other number of sockets is refused, with the number and the names", arguments: ["2", "x", "-1", ""])
  func several(count: String) throws {
    let error = #expect(throws: ActivationError.self) {
      try descriptor(["LISTEN_PID": "42", "LISTEN_FDS": count, "LISTEN_FDNAMES": "a:b"])
    }
    let text = try #require(error).description
    #expect(text.contains("LISTEN_FDS=\(count)") && text.contains("LISTEN_FDNAMES=a:b"))
  }
}
