import Synchronization

/// A value that is made when it is first asked for, once for all who ask.
final class Memo<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)

  /// The value; `make` gives it the first time, and others wait meanwhile.
  func value(_ make: () -> Value) -> Value {
    value.withLock { value in
      if let value { return value }
      let made = make()
      value = made
      return made
    }
  }
}
