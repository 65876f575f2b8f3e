import ExclaimDomain
import ExclaimStore

extension IndexTerms {
  /// What lists filter a record by.
  init(_ value: any RecordValue) {
    self.init()
    switch value {
    case let claim as Claim:
      topic = Self.code(claim.measure.topic)
      unit = Self.code(claim.measure.unit)
      categories = [claim.measure.category].compactMap(Self.code)
      speechAct = Self.code(claim.speechAct)
      scope = claim.measure.scope.isEmpty ? nil : claim.measure.scope
      asserted = claim.asserted.map { DaySpan($0) }
    case let exchange as Exchange:
      status = Self.code(exchange.status)
      categories = Set(exchange.legs.flatMap(\.persons).map(\.category)).compactMap(Self.code).sorted()
      event = (exchange.date ?? exchange.plannedDate).map { DaySpan($0) }
    case let document as Document: published = document.published.map { DaySpan($0) }
    case let agreement as Agreement: event = agreement.date.map { DaySpan($0) }
    default: break
    }
  }

  private static func code(_ code: some CodeList) -> Int32? { code.rawValue == 0 ? nil : code.rawValue }
}

extension DaySpan {
  init(_ date: ResolvedDate) { self.init(earliest: date.date.earliest, latest: date.date.latest) }
}
