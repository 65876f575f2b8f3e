import Foundation
import Testing

@Suite struct WatchReaderTests {
  @Test(
    "a watch ends with success when its reader goes away, also while nothing changes",
    .timeLimit(.minutes(1)), arguments: [["--from", "1"], ["--analysis"]])
  func goneReader(options: [String]) throws {
    let server = try TestServer()
    let records = """
      {"actor": {"key": "north", "kind": "STATE", "name": "Northland"}}
      {"exchange": {"key": "x", "legs": [{"from": "north", "to": "south", "persons": [{"quantity": {"words": "5"}}]}]}}
      {"actor": {"key": "south", "kind": "STATE", "name": "Southland"}}
      {"claim": {"key": "c", "speechAct": "ASSERTS", "speaker": {"actor": "north"}, "about": {"exchange": "x"}, "measure": {"topic": "RETURNED", "dependentPower": "south", "detainingPower": "north"}, "quantity": {"words": "6"}}}

      """
    #expect(try server.exclaim("submit", "-", input: records).status == 0)
    let (watch, output) = (Process(), Pipe())
    watch.executableURL = Programs.path("exclaim")
    watch.arguments = ["watch", "--no-start", "--socket", server.socket] + options
    watch.standardOutput = output
    try watch.run()
    // What it has to tell comes first; then it waits.
    #expect(!output.fileHandleForReading.availableData.isEmpty)
    try output.fileHandleForReading.close()
    watch.waitUntilExit()
    #expect(watch.terminationStatus == 0)
  }
}
