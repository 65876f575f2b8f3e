internal import ExclaimWire

/// Something that came for a call, where it lies in the connection's buffer.
enum Arrival {
  /// One message of a streamed answer.
  case message(UnsafeRawBufferPointer, isLast: Bool)
  /// The call has ended, with this status, and the one answer if it is OK.
  case response(Status, UnsafeRawBufferPointer)
  /// The streamed answer has ended.
  case end
}

/// What came for a call while its caller was busy with another one: kept until it asks.
struct Mailbox {
  private enum Letter {
    case message([UInt8], isLast: Bool)
    case response(Status, [UInt8])
    case end
  }

  private var letters: [Letter] = []
  /// How many of the letters were taken; the array is cleared when all were, so that taking is cheap.
  private var takenCount = 0

  var isEmpty: Bool { letters.isEmpty }

  mutating func append(_ arrival: Arrival) {
    switch arrival {
    case .message(let bytes, let isLast): letters.append(.message([UInt8](bytes), isLast: isLast))
    case .response(let status, let bytes): letters.append(.response(status, [UInt8](bytes)))
    case .end: letters.append(.end)
    }
  }

  /// Lends the oldest letter; nil when there is none.
  mutating func take<Result>(_ body: (Arrival) -> Result) -> Result? {
    guard takenCount < letters.count else { return nil }
    let letter = letters[takenCount]
    letters[takenCount] = .end
    takenCount += 1
    if takenCount == letters.count {
      letters.removeAll(keepingCapacity: true)
      takenCount = 0
    }
    return switch letter {
    case .message(let bytes, let isLast): bytes.withUnsafeBytes { body(.message($0, isLast: isLast)) }
    case .response(let status, let bytes): bytes.withUnsafeBytes { body(.response(status, $0)) }
    case .end: body(.end)
    }
  }
}
