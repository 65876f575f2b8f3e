/// Code that takes bytes from anybody, and what it promises about every one of them.
///
/// A target knows nothing of a fuzzer: it is called with bytes, and throws when a promise is broken. So the same
/// code runs under libFuzzer, and in the tests on every input that was ever of interest.
public struct FuzzTarget: Sendable {
  /// Names the file of its corpus and the folder of its crashes.
  public let name: String
  /// Puts the promises to the test.
  ///
  /// - Throws: ``BrokenPromise``. A trap in the code that is tested is one too, and ends the process.
  public let run: @Sendable (UnsafeRawBufferPointer) throws -> Void
  /// Inputs to begin with, made from the records of a file of JSON Lines.
  public let seeds: @Sendable (_ lines: [String]) -> [[UInt8]]

  /// Every target.
  public static let all: [FuzzTarget] = [
    .serverFrames, .clientFrames, .requestEnvelope, .responseEnvelope, .messages, .messagesInJSON, .json,
    .reflection, .quantities, .dates,
  ]

  /// The target of a name.
  public static func named(_ name: String) -> FuzzTarget? {
    all.first { $0.name == name }
  }

  /// Runs the target on bytes in an array.
  public func run(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { try run($0) }
  }
}

/// Something that should hold for every input, and does not for this one.
public struct BrokenPromise: Error, CustomStringConvertible {
  /// The promise, and the values that break it.
  public let description: String
}

func promise(_ isKept: Bool, _ promise: @autoclosure () -> String) throws {
  if !isKept { throw BrokenPromise(description: promise()) }
}

/// What `body` gives, for code that may not fail here: an error is a broken promise.
func promiseSuccess<Value>(_ promise: String, _ body: () throws -> Value) throws -> Value {
  do {
    return try body()
  } catch {
    throw BrokenPromise(description: "\(promise): \(error)")
  }
}

extension UnsafeRawBufferPointer {
  /// The bytes as text. What is not UTF-8 is repaired, as the targets of words are about words.
  var text: String { String(decoding: self, as: UTF8.self) }

  /// Everything behind the first bytes.
  func after(_ count: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: dropFirst(count))
  }
}
