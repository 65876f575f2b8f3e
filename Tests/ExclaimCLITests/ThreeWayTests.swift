import ExclaimMessages
import Testing

@testable import ExclaimCLI

@Suite struct ThreeWayTests {
  private func merge(
    _ base: String, _ theirs: String, _ yours: String, _ side: ThreeWay.Side = .yours
  ) throws -> ThreeWay {
    ThreeWay(
      kind: "claim", base: try JSONValue(parsing: base), theirs: try JSONValue(parsing: theirs),
      yours: try JSONValue(parsing: yours), preferring: side)
  }

  @Test(
    "what only one side changed is kept, in groups and in lists of the same length",
    arguments: [
      (#"{"a":1,"b":1}"#, #"{"a":2,"b":1}"#, #"{"a":1,"b":3}"#, #"{"a":2,"b":3}"#),
      (#"{"g":{"a":1,"b":1}}"#, #"{"g":{"a":2,"b":1}}"#, #"{"g":{"a":1}}"#, #"{"g":{"a":2}}"#),
      (#"{"l":[1,2,3]}"#, #"{"l":[9,2,3]}"#, #"{"l":[1,2,8]}"#, #"{"l":[9,2,8]}"#),
      (#"{}"#, #"{"g":{"a":1}}"#, #"{"g":{"b":2}}"#, #"{"g":{"a":1,"b":2}}"#),
      (#"{"a":1}"#, #"{"a":2}"#, #"{"a":2}"#, #"{"a":2}"#),
      (#"{"l":[1]}"#, #"{"l":[1,2]}"#, #"{"l":[1]}"#, #"{"l":[1,2]}"#),
    ])
  func clean(base: String, theirs: String, yours: String, both: String) throws {
    let sides = try merge(base, theirs, yours)
    #expect(sides.conflicts.isEmpty)
    #expect(sides.merged.text() == both)
  }

  @Test(
    "what both changed to other values is a conflict at its path",
    arguments: [
      (#"{"a":1}"#, #"{"a":2}"#, #"{"a":3}"#, "claim.a"), (#"{"a":1}"#, "{}", #"{"a":3}"#, "claim.a"),
      (#"{"g":{"a":1}}"#, #"{"g":{"a":2}}"#, #"{"g":{"a":3}}"#, "claim.g.a"),
      (#"{"g":{"a":1}}"#, "{}", #"{"g":{"a":3}}"#, "claim.g"),
      (#"{"l":[1,2]}"#, #"{"l":[1,3]}"#, #"{"l":[1,4]}"#, "claim.l[1]"),
      // Of lists whose length changed, nobody can say which elements belong together.
      (#"{"l":[1,2]}"#, #"{"l":[2]}"#, #"{"l":[1,4]}"#, "claim.l"),
      (#"{"l":[{"a":1,"b":1}]}"#, #"{"l":[{"a":2,"b":1}]}"#, #"{"l":[{"a":1,"b":2}]}"#, "claim.l[0]"),
    ])
  func conflicts(base: String, theirs: String, yours: String, path: String) throws {
    let sides = try merge(base, theirs, yours)
    #expect(sides.conflicts.map(\.path) == [path])
    #expect(sides.merged.text() == yours)
    #expect(try merge(base, theirs, yours, .theirs).merged.text() == theirs)
  }

  @Test("with one side left as it was, the other side is the whole outcome")
  func oneSided() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = Seeded(seed)
    for _ in 0..<500 {
      let (base, other) = (random.object(3), random.object(3))
      let theirs = ThreeWay(kind: "k", base: base, theirs: other, yours: base)
      let yours = ThreeWay(kind: "k", base: base, theirs: base, yours: other)
      for sides in [theirs, yours] {
        #expect(sides.conflicts.isEmpty, "seed \(seed)")
        #expect(sorted(sides.merged) == sorted(other), "seed \(seed): \(base.text()) \(other.text())")
      }
    }
  }

  /// The same with members in the order of their names: a merge may order them otherwise.
  private func sorted(_ value: JSONValue) -> JSONValue {
    switch value.content {
    case .object(let members):
      let kept = members.map { JSONMember(name: $0.name, value: sorted($0.value)) }
      return JSONValue(.object(kept.sorted { $0.name < $1.name }))
    case .array(let elements): return JSONValue(.array(elements.map(sorted)))
    default: return value
    }
  }

  /// Random objects of few names, so that two of them have much in common.
  private struct Seeded {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    private mutating func below(_ bound: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % bound
    }

    mutating func object(_ depth: Int) -> JSONValue {
      var members: [JSONMember] = []
      for name in ["a", "b", "c"] where below(3) > 0 {
        members.append(JSONMember(name: name, value: value(depth - 1)))
      }
      return JSONValue(.object(members))
    }

    private mutating func value(_ depth: Int) -> JSONValue {
      switch depth > 0 ? below(3) : 0 {
      case 1: return object(depth)
      case 2:
        var elements: [JSONValue] = []
        for _ in 0..<below(3) { elements.append(value(depth - 1)) }
        return JSONValue(.array(elements))
      default: return JSONValue(.number(String(below(3))))
      }
    }
  }

  @Test("a draft that begins with fields can have them replaced and taken away, lists included")
  func draft() throws {
    var draft = RecordDraft(try JSONValue(parsing: #"{"a":{"b":1},"l":[{"x":"1"},{"x":"2"},{"x":"3"}]}"#))
    try draft.replace("l[1]", "")
    try draft.replace("l[2].x", "9")
    try draft.replace("a", "flat")
    try draft.replace("n.m[0]", "new")
    #expect(draft.json.text() == #"{"a":"flat","l":[{"x":"1"},{"x":"9"}],"n":{"m":["new"]}}"#)
    try draft.replace("l[0].x", "")
    try draft.replace("n.m[0]", "")
    #expect(draft.json.text() == #"{"a":"flat","l":[{"x":"9"}]}"#, "a group without fields goes as well")
    #expect(throws: Refusal.self) { try draft.replace("a.b", "under a text") }
    #expect(throws: Refusal.self) { try draft.replace("l[", "x") }
  }
}
