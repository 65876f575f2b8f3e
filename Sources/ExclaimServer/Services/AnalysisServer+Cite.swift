import ExclaimAnalysis
import ExclaimDomain
import ExclaimMessages
import ExclaimRPC
import ExclaimStore

extension AnalysisServer {
  /// Figures with all that it takes to compute them again.
  ///
  /// They hold as of a place in the journal, whatever is recorded after: the place that was asked for, or its end.
  func cite(_ request: V1.CiteRequest, _ context: CallContext) async throws -> Reply<V1.CiteResponse> {
    let reader = Reader(context.peer)
    var question = request.question ?? V1.Question()
    try checkCitable(question)
    question.known = .recorded
    let (citations, basis) = try await citations(question, context)
    guard citations.count <= limits.pageRecordsMax else {
      throw RPCError.limitExceeded(
        "pageRecordsMax", limits.pageRecordsMax,
        "question: \(citations.count) figures are more than the \(limits.pageRecordsMax) that one answer cites; "
          + "narrow the question")
    }
    let sequence = basis.moment?.sequence ?? 0
    let root = try await store.treeHead(size: sequence, reader: reader).root
    let arguments = CiteArguments(
      try await query(question, reader), try await premises(question.premises, "question.premises", reader),
      dateText: question.date, sequence: sequence)
    return .message(
      V1.CiteResponse(
        citations: citations.map { V1.Citation($0) }, sequence: sequence, treeRoot: root, basis: basis,
        arguments: arguments.text))
  }

  private func citations(
    _ question: V1.Question, _ context: CallContext
  ) async throws -> ([Citation], V1.Basis) {
    guard question.asOf.isEmpty else {
      return try await inquire(question, context) { try Reconciliation($0).citations($1) }
    }
    let (citations, basis, sequence) = try await reconcileNow(question, context) { try $0.citations($1) }
    let place = try await AskedMoment("#\(sequence)", .recorded, store, Reader(context.peer))
    return (
      citations,
      V1.Basis(moment: place.message(), claimsLeftOut: basis.claimsLeftOut, rules: basis.rules)
    )
  }

  private func checkCitable(_ question: V1.Question) throws {
    guard question.known != .public else {
      throw RPCError.refused(
        Problem(
          field: "question.known", value: question.known.name,
          reason:
            "gives no figure that can be computed again: what was published by a day may be recorded later",
          remedy: "give RECORDED, or leave it out"))
    }
    guard question.limit == 0 && question.cursor.isEmpty else {
      throw RPCError.refused(
        Problem(
          field: question.cursor.isEmpty ? "question.limit" : "question.cursor",
          value: question.cursor.isEmpty ? "\(question.limit)" : question.cursor,
          reason: "has no meaning for citations, which come all at once",
          remedy: "leave it out, and narrow the question where there are too many"))
    }
  }
}

/// What `exclaim cite` takes to ask a question again as of a place in the journal, with ids for references.
struct CiteArguments {
  private(set) var words: [String] = []

  init(_ query: EvidenceQuery, _ premises: Premises, dateText: String, sequence: UInt64) {
    func plain(_ name: String) -> String { name.lowercased().replacing("_", with: "-") }
    if !query.claim.isEmpty { words.append(query.claim) }
    if query.topic != .unspecified { add("topic", plain(query.topic.name)) }
    add("dependent-power", query.dependentPower)
    add("detaining-power", query.detainingPower)
    if query.category != .unspecified { add("category", plain(query.category.name)) }
    add("date", dateText)
    add("exchange", query.exchange)
    add("agreement", query.agreement)
    for premise in premises.trust { add("trust", premise.text) }
    for premise in premises.distrust { add("distrust", premise.text) }
    add("as-of", "#\(sequence)")
  }

  private mutating func add(_ option: String, _ value: String) {
    if !value.isEmpty { words += ["--\(option)", value] }
  }

  /// As a shell takes them.
  var text: String { words.map(Self.quoted).joined(separator: " ") }

  private static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"),
        UInt8(ascii: "/"), UInt8(ascii: "."):
        true
      default: false
      }
    }
    return isPlain && !word.isEmpty ? word : "'\(word.replacing("'", with: "'\\''"))'"
  }
}
