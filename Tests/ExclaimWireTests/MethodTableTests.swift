import ExclaimWire
import Testing

@Suite("Finding methods")
struct MethodTableTests {
  static func find(_ service: String, _ method: String) throws -> Int {
    var table = MethodTable<Int>()
    table.add(1, service: "exclaim.v1.Records", name: "Get")
    table.add(2, service: "exclaim.v1.Records", name: "List")
    table.add(3, service: "exclaim.v1.Control", name: "Get")
    return try requestBytes(service, method).withUnsafeBytes { bytes in
      try table.find(RequestView(decoding: bytes, limits: .standard), in: bytes)
    }
  }

  @Test("a method is found by the names of its service and itself")
  func finds() throws {
    #expect(try Self.find("exclaim.v1.Records", "Get") == 1)
    #expect(try Self.find("exclaim.v1.Records", "List") == 2)
    #expect(try Self.find("exclaim.v1.Control", "Get") == 3)
  }

  @Test("an unknown service is UNIMPLEMENTED, with the services that there are")
  func unknownService() {
    let status = #expect(throws: Status.self) { try Self.find("exclaim.v2.Records", "Get") }
    #expect(status?.code == .unimplemented)
    #expect(status?.message.contains("\"exclaim.v2.Records\"") == true)
    #expect(status?.message.contains("exclaim.v1.Records, exclaim.v1.Control") == true)
  }

  @Test(
    "an unknown method is UNIMPLEMENTED, with the methods of its service alone",
    arguments: ["Put", "", "Ge", "Gets", "get"])
  func unknownMethod(name: String) {
    let status = #expect(throws: Status.self) { try Self.find("exclaim.v1.Records", name) }
    #expect(status?.code == .unimplemented)
    #expect(status?.message.contains("method \"\(name)\"") == true)
    #expect(status?.message.contains("exclaim.v1.Records does not have it; it has Get, List;") == true)
  }

  @Test("a name as long as a frame does not come back whole")
  func longName() {
    let status = #expect(throws: Status.self) { try Self.find(String(repeating: "x", count: 100_000), "m") }
    #expect((status?.message.utf8.count ?? .max) < 400)
  }
}
