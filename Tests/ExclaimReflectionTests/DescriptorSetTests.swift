import ExclaimMessages
import Foundation
import Testing

@testable import ExclaimReflection

@Suite struct DescriptorSetTests {
  @Test("the project's own schema is described whole: every message, every method with its shape and comment")
  func ownSchema() throws {
    let set = try Fixture.exclaim.get()
    for type in V1.messages { #expect(set.message(type.fullName) != nil, "\(type.fullName)") }
    for type in V1.enums {
      let described = try #require(set.enumeration(type.fullName))
      #expect(described.prefix == type.prefix)
    }
    let submit = try #require(set.methods(named: "Records/SubmitStream").first)
    #expect(submit.path == V1.Records.submitStream.path)
    #expect(submit.shape == .clientStream)
    #expect(set.methods(named: "exclaim.v1.Records/ListStream").map(\.shape) == [.serverStream])
    #expect(
      set.methods(named: "Control/Health").map(\.comment) == [
        "Whether it serves; the cheapest call there is."
      ])
    for method in set.services.flatMap(\.methods) { #expect(!method.comment.isEmpty, "\(method.path)") }
  }

  @Test("fields come with their JSON name, type, presence, packing, oneof and comment")
  func fields() throws {
    let set = try Fixture.kinds.get()
    let kinds = try #require(set.message("test.kinds.Kinds"))
    func field(_ name: String) throws -> FieldDescriptor {
      try #require(kinds.fields.first { $0.name == name })
    }
    #expect(kinds.comment == "All kinds.")
    let string = try field("a_string")
    #expect(string.jsonName == "aString" && string.kind == .string && string.number == 14)
    #expect(string.comment == "Words.\nOn two lines.")
    #expect(!string.hasPresence && !string.isRepeated && string.oneof == nil)
    #expect(try field("renamed").jsonName == "@other")
    #expect(try field("int32s").isPacked && !field("int64s").isPacked && !field("strings").isPacked)
    let maybe = try field("maybe_int32")
    #expect(maybe.hasPresence && maybe.oneof == nil)
    #expect(try field("count").oneof == "choice" && field("count").hasPresence)
    #expect(try field("inner").kind == .message("test.kinds.Kinds.Inner"))
    let types = try #require(set.mapTypes(of: try field("by_int32")))
    #expect(types == (.int32, .message("test.kinds.Kinds.Inner")))
    #expect(try set.mapTypes(of: field("inners")) == nil)
    let nested = try #require(set.message("test.kinds.Kinds.Inner"))
    #expect(nested.comment == "Declared inside." && nested.fields[0].comment == "Inside.")
  }

  @Test("enums have a prefix only where every value has it, and comments of their values")
  func enums() throws {
    let set = try Fixture.kinds.get()
    let shade = try #require(set.enumeration("test.kinds.Kinds.Inner.Shade"))
    #expect(shade.prefix == "SHADE_" && shade.comment == "A shade.")
    #expect(shade.values.map { shade.shortName(of: $0) } == ["UNSPECIFIED", "DARK", "LIGHT"])
    #expect(shade.values[1].comment == "Hardly any light.")
    let colour = try #require(set.enumeration("test.kinds.Colour"))
    #expect(colour.prefix.isEmpty && colour.values.map(\.number) == [0, 1, 7, -1])
  }

  @Test("services and methods have their shapes, and a comment that stands behind its line counts too")
  func methods() throws {
    let shop = try #require(try Fixture.kinds.get().services.first)
    #expect(shop.fullName == "test.kinds.Shop" && shop.comment == "Sells things.")
    #expect(shop.methods.map(\.shape) == [.unary, .serverStream, .clientStream, .bidirectional])
    #expect(shop.methods.map(\.comment) == ["Sells one thing. It takes money.", "Behind the line.", "", ""])
  }

  @Test("a name means what it names in full, else all that end with it")
  func names() throws {
    let set = try Fixture.kinds.get()
    #expect(set.types(named: "Inner") == ["test.kinds.Inner", "test.kinds.Kinds.Inner"])
    #expect(set.types(named: "test.kinds.Inner") == ["test.kinds.Inner"])
    #expect(set.types(named: "nner").isEmpty && set.types(named: "ByInt32Entry").isEmpty)
    #expect(set.methods(named: "Shop/Sell").count == 1 && set.methods(named: "kinds.Shop/Sell").count == 1)
    for wrong in ["Shop", "Shop/", "hop/Sell", "Shop/sell", "/Sell", "Shop/Sell/", ""] {
      #expect(set.methods(named: wrong).isEmpty, "\(wrong)")
    }
  }
}

@Suite struct BadDescriptorSetTests {
  /// A set of one file, which has these fields.
  private func file(_ fields: (Int32, WireValue)...) -> [UInt8] {
    var file = WireWriter()
    file.field(12, .text("proto3"))
    for (number, value) in fields { file.field(number, value) }
    return WireWriter.message((1, .bytes(file.bytes[...])))
  }

  private func failure(_ bytes: [UInt8]) throws -> String {
    try #require(throws: ReflectionFailure.self) { try DescriptorSet(decoding: bytes) }.description
  }

  @Test("what is missing is named")
  func missing() throws {
    let field = WireValue.message((1, .text("f")), (3, .varint(1)), (5, .varint(11)), (6, .text(".p.Gone")))
    let found = try failure(file((2, .text("p")), (4, .message((1, .text("M")), (2, field)))))
    #expect(
      found == "p.M.f has a type p.Gone that is not in the set; make the set with protoc --include_imports")
    let method = WireValue.message((1, .text("Do")), (2, .text(".p.Q")), (3, .text(".p.R")))
    let service = try failure(file((6, .message((1, .text("S")), (2, method)))))
    #expect(service.hasPrefix("S/Do takes or gives a message p.Q that is not in the set"))
  }

  @Test("what stands twice is named", arguments: [Int32(4), 5, 6])
  func twice(kind: Int32) throws {
    let item = WireValue.message((1, .text("X")))
    #expect(try failure(file((kind, item), (kind, item))).hasPrefix("X is described twice"))
  }

  @Test("a field that cannot exist is named")
  func fields() throws {
    func message(_ number: UInt64, _ type: UInt64) -> [UInt8] {
      file(
        (
          4,
          .message((1, .text("M")), (2, .message((1, .text("f")), (3, .varint(number)), (5, .varint(type)))))
        ))
    }
    #expect(throws: Never.self) { try DescriptorSet(decoding: message(1 << 29 - 1, 5)) }
    #expect(try failure(message(1 << 29, 5)).hasPrefix("M.f has number 536870912, which cannot exist"))
    #expect(try failure(message(0, 5)).hasPrefix("M.f has number 0"))
    #expect(try failure(message(1, 10)).hasPrefix("M.f is a group"))
    #expect(try failure(message(1, 19)).hasPrefix("M.f has type 19, which is not known"))
  }

  @Test("a map's entry without key and value is refused")
  func mapEntry() throws {
    let found = try failure(file((4, .message((1, .text("E")), (7, .message((7, .varint(1))))))))
    #expect(found.hasPrefix("E is marked as a map's entry"))
  }

  @Test("messages are declared inside each other down to 64 levels, and no deeper")
  func depth() throws {
    func nested(_ levels: Int) -> [UInt8] {
      var message = WireValue.message((1, .text("M")))
      for _ in 1..<levels { message = .message((1, .text("M")), (3, message)) }
      return file((4, message))
    }
    #expect(throws: Never.self) { try DescriptorSet(decoding: nested(64)) }
    #expect(try failure(nested(65)).contains("deeper than 64 levels"))
  }

  @Test("a set that is cut anywhere, or has any byte changed, is read or refused, and never crashes")
  func mutilated() throws {
    let whole = try Fixture.kindsBytes.get()
    let json = try JSONValue(
      parsing: #"{"anInt32": 1, "inner": {"name": "x"}, "byInt32": {"1": {}}, "int64s": [1]}"#)
    var generator = SeededGenerator(seed: Fixture.seed())
    for round in 0..<1000 {
      var bytes = whole
      if round % 2 == 0 { bytes = Array(bytes.prefix(Int.random(in: 0..<bytes.count, using: &generator))) }
      for _ in 0..<Int.random(in: 0...3, using: &generator) where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        bytes[place] = UInt8.random(in: 0...255, using: &generator)
      }
      guard let set = try? DescriptorSet(decoding: bytes), let type = set.message("test.kinds.Kinds") else {
        continue
      }
      // What is read must also hold in use.
      if let encoded = try? set.encode(json, as: type) { _ = try? set.json(decoding: encoded, as: type) }
    }
  }
}
