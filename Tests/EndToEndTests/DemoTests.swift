import Foundation
import Testing

@Suite struct DemoTests {
  @Test("the demo prints the answers that must come out of the five documents")
  func demo() throws {
    let demo = try run(
      Programs.root.appendingPathComponent("ci/demo"), [],
      environment: ["EXCLAIM_BIN": Programs.directory.path, "COLUMNS": "200"])
    #expect(demo.status == 0, "\(demo.stderr)")
    let text = demo.stdout.replacingOccurrences(of: "\n", with: " ")
    for answer in [
      "0 new",
      // Parity.
      "equal", "115",
      // Tally.
      "2 of 66", "190", "5,667", "64 exchanges", "Istanbul",
      // Progress.
      "[1001, ∞)", "met if scopes match", "indeterminate",
      // Evidence.
      "[674, 2696]", "around 1,348", "Yusov", "no counter-number", "policy",
    ] {
      #expect(text.localizedCaseInsensitiveContains(answer), "\(answer) is missing in:\n\(demo.stdout)")
    }
  }
}
