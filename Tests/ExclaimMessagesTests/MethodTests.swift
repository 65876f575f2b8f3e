import ExclaimMessages
import Testing

@Suite struct MethodTests {
  @Test("describes methods as the schema has them")
  func methods() {
    #expect(V1.Records.submit.path == "exclaim.v1.Records/Submit")
    #expect(V1.Records.submit.shape == .unary)
    #expect(V1.Records.submitStream.shape == .clientStream)
    #expect(V1.Records.listStream.shape == .serverStream)
  }

  @Test("finds methods by path, with the package or without it")
  func registry() throws {
    let method = try #require(MethodRegistry.method(at: "Records/Get"))
    #expect(method.path == "exclaim.v1.Records/Get")
    #expect(MethodRegistry.method(at: "exclaim.v1.Records/Get")?.path == method.path)
    #expect(MethodRegistry.method(at: "Records/Nothing") == nil)
    #expect(Set(MethodRegistry.all.map(\.path)).count == MethodRegistry.all.count)
  }

  @Test("every enum has its names once, reads them back, and keeps unknown numbers")
  func enums() {
    func check<E: OpenEnum>(_ type: E.Type) {
      #expect(Set(type.allCases.map(\.name)).count == type.allCases.count)
      #expect(type.allCases.first?.rawValue == 0)
      for value in type.allCases {
        #expect(E(name: value.name) == value)
        #expect(E(name: E.prefix + value.name) == value)
        #expect(E(rawValue: value.rawValue) == value)
      }
      #expect(E(rawValue: -5).rawValue == -5)
      #expect(E(name: "-5") == nil)
    }
    for type in V1.enums { check(type) }
  }
}
