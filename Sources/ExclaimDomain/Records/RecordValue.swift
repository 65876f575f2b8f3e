/// What the seven kinds of record have in common, as plain values without storage or encoding.
///
/// References are strings: keys or ids as submitted, and ids once the server has resolved them.
public protocol RecordValue: Sendable, Hashable {
  /// The kind of record.
  static var kind: RecordKind { get }
  /// Identifier; empty before the server sets it.
  var id: String { get set }
  /// The submitter's own name for it; empty for none.
  var key: String { get set }
  /// Who may read it; nil when not said, which means the team.
  var visibility: Visibility? { get set }
  /// Free remark of the analyst.
  var note: String { get set }

  /// Everything that is wrong with it as far as can be told without other records, all at once.
  ///
  /// Field paths are those of the JSON form, without the record's kind: "legs[0].from".
  func problems() -> [Problem]
}
