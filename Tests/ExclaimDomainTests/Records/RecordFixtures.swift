import ExclaimDomain

func date(_ text: String) throws -> ResolvedDate {
  ResolvedDate(date: try EDTFDate(text), basis: .stated)
}

func number(_ words: String) throws -> Value {
  .quantity(try QuantityReader(language: "en").read(words))
}

func quantity(_ words: String) throws -> Quantity {
  try QuantityReader(language: "en").read(words)
}

extension RecordValue {
  /// Paths of the fields that are wrong, in order.
  var wrongFields: [String] { problems().map(\.field) }
}
