import ExclaimDomain
import ExclaimMessages
import ExclaimRPC
import ExclaimStore

extension RecordsServer {
  /// The store's query for a filter of the contract.
  func query(_ filter: V1.Filter?) throws -> Query {
    var query = try Query(filter)
    query.bytesMax = limits.pageBytesMax
    return query
  }
}

extension Query {
  /// The store's query for a filter of the contract.
  init(_ filter: V1.Filter?) throws {
    self.init()
    guard let filter else { return }
    if let kind = RecordKind(rawValue: filter.kind.rawValue) { kinds = [kind] }
    links = Self.references.compactMap { name, value, roles in
      let reference = filter[keyPath: value]
      return reference.isEmpty
        ? nil : LinkFilter(field: "filter.\(name)", roles: roles, reference: reference)
    }
    topic = Self.code(filter.topic)
    unit = Self.code(filter.unit)
    if let unit {
      unitTopics = Set(Topic.allCases.filter { $0.defaultUnit.rawValue == unit }.map(\.rawValue))
    }
    categories = Self.code(filter.category).map { [$0] } ?? []
    speechAct = Self.code(filter.speechAct)
    status = Self.code(filter.status)
    scope = filter.scope.isEmpty ? nil : filter.scope
    days = try Self.days(filter.date, field: "filter.date")
    visibility = Visibility(filter.visibility)
    authorUID = filter.authorUid
    key = filter.key.isEmpty ? nil : filter.key
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

  private static func days(_ text: String, field: String) throws -> DaySpan? {
    guard !text.isEmpty else { return nil }
    do throws(DateError) {
      let date = try EDTFDate(text)
      return DaySpan(earliest: date.earliest, latest: date.latest)
    } catch {
      throw RPCError.refused(error.problem(field: field))
    }
  }
}
