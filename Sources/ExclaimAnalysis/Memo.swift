import Synchronization

/// A value that is made when it is first asked for, once for all who ask.
final class Memo<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)

  /// The value; `make` gives it the first time, and others wait meanwhile. Where it throws, the next who asks tries again.
  func value<Failure>(_ make: () throws(Failure) -> Value) throws(Failure) -> Value {
    try value.withLock { value throws(Failure) in
      if let value { return value }
      let made = try make()
      value = made
      return made
    }
  }
}
