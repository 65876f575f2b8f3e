/// A number, or why there is none; never both.
public enum Value: Sendable, Hashable {
  case quantity(Quantity)
  case state(ValueState)

  /// The number, if there is one.
  public var quantity: Quantity? {
    if case .quantity(let quantity) = self { quantity } else { nil }
  }

  /// Why there is no number, if there is none.
  public var state: ValueState? {
    if case .state(let state) = self { state } else { nil }
  }
}
