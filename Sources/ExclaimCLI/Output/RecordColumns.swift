import ExclaimMessages

/// A column of a list of records.
struct RecordColumn {
  let layout: Table.Column
  private let field: (V1.Record) -> String?

  /// A column; it is empty for records that do not have the field.
  private init(
    _ title: String, cut: Table.Cut = .late, numeric: Bool = false, field: @escaping (V1.Record) -> String?
  ) {
    layout = Table.Column(title: title, isNumeric: numeric, cut: cut)
    self.field = field
  }

  /// The cell of a record.
  func cell(of record: V1.Record) -> String { field(record) ?? "" }

  /// The columns of a table of one kind; of any kind when it is unspecified.
  static func table(of kind: V1.RecordKind) -> [RecordColumn] {
    [RecordColumn("record", cut: .never) { $0.markedReference }] + columns(of: kind)
  }

  /// The columns of comma-separated values: the table's, preceded by those that a program wants to have.
  static func csv(of kind: V1.RecordKind) -> [RecordColumn] {
    [
      RecordColumn("id") { $0.id }, RecordColumn("key") { $0.key },
      RecordColumn("revision") { String($0.revision) }, RecordColumn("sequence") { String($0.sequence) },
      RecordColumn("recorded_at") { $0.recordedAt?.rfc3339 },
      RecordColumn("visibility") { $0.visibility.nameOrNothing },
      RecordColumn("state") { $0.state.nameOrNothing },
    ] + columns(of: kind) + (kind == .claim ? boundsColumns : [])
  }

  private static func columns(of kind: V1.RecordKind) -> [RecordColumn] {
    switch kind {
    case .actor: actorColumns
    case .document: documentColumns
    case .claim: claimColumns
    case .exchange: exchangeColumns
    case .agreement: agreementColumns
    case .relation: relationColumns
    case .assessment: assessmentColumns
    case .unspecified, .unrecognized:
      [RecordColumn("kind") { $0.kind }, RecordColumn("label", cut: .early) { $0.label }]
    }
  }

  // MARK: Columns of each kind

  private static var actorColumns: [RecordColumn] {
    [
      RecordColumn("kind") { $0.actor?.kind.words },
      RecordColumn("name", cut: .early) { $0.actor?.name },
      RecordColumn("side") { $0.actor?.side },
      RecordColumn("role", cut: .early) { $0.actor?.roles.last?.title },
    ]
  }

  private static var documentColumns: [RecordColumn] {
    [
      RecordColumn("published") { $0.document?.published?.text },
      RecordColumn("outlet") { $0.document?.outlet },
      RecordColumn("title", cut: .early) { $0.document?.title },
      RecordColumn("language") { $0.document?.language },
    ]
  }

  private static var claimColumns: [RecordColumn] {
    [
      RecordColumn("said") { $0.claim?.asserted?.text },
      RecordColumn("speaker") { $0.claim?.speaker?.actor },
      RecordColumn("act") { $0.claim?.speechAct.words },
      RecordColumn("topic") { $0.claim?.measure?.topic.words },
      RecordColumn("of") { $0.claim?.measure?.dependentText },
      RecordColumn("by") { $0.claim?.measure?.detainingText },
      RecordColumn("category", cut: .early) { $0.claim?.measure?.category.words },
      RecordColumn("value", cut: .early) { $0.claim?.valueText },
      RecordColumn("bounds") { $0.claim?.quantity?.hardText },
    ]
  }

  private static var boundsColumns: [RecordColumn] {
    [
      RecordColumn("hard_low") { $0.claim?.quantity?.hard?.low.map(String.init) },
      RecordColumn("hard_high") { $0.claim?.quantity?.hard?.high.map(String.init) },
      RecordColumn("soft_low") { $0.claim?.quantity?.soft?.low.map(String.init) },
      RecordColumn("soft_high") { $0.claim?.quantity?.soft?.high.map(String.init) },
      RecordColumn("rule") { $0.claim?.quantity?.rule },
    ]
  }

  private static var exchangeColumns: [RecordColumn] {
    [
      RecordColumn("date") { ($0.exchange?.date ?? $0.exchange?.plannedDate)?.text },
      RecordColumn("status") { $0.exchange?.status.words },
      RecordColumn("category") { $0.exchange?.category.words },
      RecordColumn("transfers", cut: .early) { $0.exchange?.legsText },
      RecordColumn("title", cut: .early) { $0.exchange?.title },
    ]
  }

  private static var agreementColumns: [RecordColumn] {
    [
      RecordColumn("date") { $0.agreement?.date?.text },
      RecordColumn("place") { $0.agreement?.place },
      RecordColumn("parties") { $0.agreement?.parties.joined(separator: ", ") },
      RecordColumn("obligations", numeric: true) { $0.agreement.map { String($0.obligations.count) } },
      RecordColumn("title", cut: .early) { $0.agreement?.title },
    ]
  }

  private static var relationColumns: [RecordColumn] {
    [
      RecordColumn("from") { $0.relation?.from },
      RecordColumn("kind") { $0.relation?.kind.words },
      RecordColumn("to") { $0.relation?.to },
      RecordColumn("reason", cut: .early) { $0.relation?.reason },
    ]
  }

  private static var assessmentColumns: [RecordColumn] {
    [
      RecordColumn("claim") { $0.assessment?.claim },
      RecordColumn("credibility", numeric: true) {
        $0.assessment.map { $0.credibility > 0 ? String($0.credibility) : "" }
      },
      RecordColumn("state") { $0.assessment?.state.words },
      RecordColumn("reason", cut: .early) { $0.assessment?.reason },
    ]
  }
}
