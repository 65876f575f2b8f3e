/// Which stream a frame is on: a number, or that of the call that came first, second and so on.
public enum StreamName: Sendable, Hashable {
  /// The number itself.
  case number(UInt32)
  /// The stream of a call, counted from 1 in the order in which the peer opened them.
  case call(Int)
}

/// A frame that a case sends.
public struct CaseFrame: Sendable {
  var type: UInt8
  var flags: UInt8
  var stream: StreamName
  var payload: [UInt8]
  /// What the header says, when that is not the truth.
  var length: UInt32?

  /// Its bytes.
  ///
  /// - Parameter calls: the streams of the peer's calls.
  public func bytes(calls: [UInt32] = []) throws -> [UInt8] {
    bigEndian(length ?? UInt32(payload.count)) + bigEndian(try stream.number(calls)) + [type, flags] + payload
  }
}

/// Something that a case sends.
public enum Outgoing: Sendable {
  /// A frame.
  case frame(CaseFrame)
  /// Bytes that need not be frames.
  case raw([UInt8])

  /// Its bytes.
  public func bytes(calls: [UInt32] = []) throws -> [UInt8] {
    switch self {
    case .frame(let frame): try frame.bytes(calls: calls)
    case .raw(let bytes): bytes
    }
  }

  /// Reads a list of frames, repetitions written out.
  public static func read(_ list: [(value: Any, place: String)]) throws -> [Outgoing] {
    try list.flatMap { try read($0.value, $0.place) }
  }

  private static func read(_ value: Any, _ place: String) throws -> [Outgoing] {
    let object = try CaseObject(
      value, place, knows: "request", "response", "data", "window", "frame", "raw", "times", "streamsBy",
      "frames")
    if let repetition = try Repetition(object) {
      let once = try read(try object.list("frames"))
      return repetition.writtenOut(once) { item, shift in
        guard case .frame(var frame) = item else { return item }
        frame.stream.shift(by: shift)
        return .frame(frame)
      }
    }
    guard let kind = object.names.first, object.names.count == 1 else {
      throw CaseError("\(place): one kind of frame is expected")
    }
    if kind == "raw" { return [.raw(try object.bytes("raw") ?? [])] }
    return [.frame(try CaseFrame(kind, object[kind], "\(place).\(kind)"))]
  }
}

/// `times`, `streamsBy`: something that comes again on other streams.
struct Repetition {
  let times: Int
  let streamsBy: Int

  init?(_ object: CaseObject) throws {
    guard let times: Int = try object.optional("times") else { return nil }
    self.times = times
    streamsBy = try object.required("streamsBy")
  }

  func writtenOut<Item>(_ once: [Item], _ shifted: (Item, Int) -> Item) -> [Item] {
    (0..<times).flatMap { turn in once.map { shifted($0, turn * streamsBy) } }
  }
}

extension StreamName {
  init(_ object: CaseObject) throws {
    if let call: Int = try object.optional("call") {
      self = .call(call)
    } else {
      self = .number(UInt32(try object.required("stream", Int.self)))
    }
  }

  func number(_ calls: [UInt32]) throws -> UInt32 {
    switch self {
    case .number(let number): return number
    case .call(let call):
      guard call <= calls.count else { throw CaseError("call \(call) was not opened yet") }
      return calls[call - 1]
    }
  }

  mutating func shift(by count: Int) {
    if case .number(let number) = self { self = .number(UInt32(Int(number) + count)) }
  }
}

func bigEndian(_ number: UInt32) -> [UInt8] {
  [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
}
