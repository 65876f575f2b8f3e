import ExclaimDomain
import ExclaimMessages
import ExclaimRPC
import ExclaimStore

extension RecordsServer {
  /// The store's query for a filter of the contract.
  func query(_ filter: V1.Filter?) throws -> Query {
    var query = Query()
    query.bytesMax = limits.pageBytesMax
    guard let filter else { return query }
    if let kind = RecordKind(rawValue: filter.kind.rawValue) { query.kinds = [kind] }
    query.links = Self.references.compactMap { name, value, roles in
      let reference = filter[keyPath: value]
      return reference.isEmpty
        ? nil : LinkFilter(field: "filter.\(name)", roles: roles, reference: reference)
    }
    query.topic = Self.code(filter.topic)
    query.unit = Self.code(filter.unit)
    query.categories = Self.code(filter.category).map { [$0] } ?? []
    query.speechAct = Self.code(filter.speechAct)
    query.status = Self.code(filter.status)
    query.scope = filter.scope.isEmpty ? nil : filter.scope
    query.days = try days(filter.date, field: "filter.date")
    query.visibility = Visibility(filter.visibility)
    query.authorUID = filter.authorUid
    query.key = filter.key.isEmpty ? nil : filter.key
    return query
  }

  /// Which roles each reference of a filter may have in a record; none means any.
  private static var references: [(String, KeyPath<V1.Filter, String>, Set<LinkRole>)] {
    [
      ("actor", \.actor, []),
      ("speaker", \.speaker, [.speaker]),
      ("document", \.document, [.mention, .hopDocument, .aboutDocument, .editionOf]),
      ("exchange", \.exchange, [.aboutExchange, .partOf, .countedExchange]),
      ("agreement", \.agreement, [.aboutAgreement, .underAgreement, .countedAgreement]),
      ("claim", \.claim, [.aboutClaim, .relationFrom, .relationTo, .assessed]),
      ("dependentPower", \.dependentPower, [.dependentPower]),
      ("detainingPower", \.detainingPower, [.detainingPower]),
    ]
  }

  private static func code(_ value: some OpenEnum) -> Int32? { value.rawValue == 0 ? nil : value.rawValue }

  private func days(_ text: String, field: String) throws -> DaySpan? {
    guard !text.isEmpty else { return nil }
    do throws(DateError) {
      let date = try EDTFDate(text)
      return DaySpan(earliest: date.earliest, latest: date.latest)
    } catch {
      throw RPCError.refused(error.problem(field: field))
    }
  }
}
