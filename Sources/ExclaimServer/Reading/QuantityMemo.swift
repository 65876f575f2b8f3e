import ExclaimDomain
import Synchronization

/// Readings of words that came before: sources use the same few hundred phrases over and over, and reading one in
/// three languages costs more than storing the record around it.
final class QuantityMemo: Sendable {
  private struct Words: Hashable {
    let words, language, unclearHedge: String
  }

  /// So many readings are kept, about a megabyte; then it starts anew.
  private static let readingsMax = 4_096
  private let readings = Mutex<[Words: Quantity]>([:])

  /// Reads words as `QuantityReader` does. An empty language means whichever reads them, an empty hedge none.
  func read(_ words: String, language: String, unclearHedge: String) throws(QuantityError) -> Quantity {
    let key = Words(words: words, language: language, unclearHedge: unclearHedge)
    if let known = readings.withLock({ $0[key] }) { return known }
    let reader = QuantityReader(language: language.isEmpty ? nil : language)
    let quantity =
      unclearHedge.isEmpty ? try reader.read(words) : try reader.read(words, unclearHedge: unclearHedge)
    readings.withLock { readings in
      if readings.count >= Self.readingsMax { readings.removeAll(keepingCapacity: true) }
      readings[key] = quantity
    }
    return quantity
  }
}
