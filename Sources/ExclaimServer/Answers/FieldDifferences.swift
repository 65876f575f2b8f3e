import ExclaimMessages

/// How two versions of a record differ, field by field, in what their authors said: what the server derives from it is
/// left out.
enum FieldDifferences {
  /// Differences in the order of the later version's fields; what only the earlier one has comes last.
  static func between(_ before: V1.Record.Content?, _ after: V1.Record.Content?) -> [V1.FieldDifference] {
    let (before, after) = (fields(of: before), fields(of: after))
    let (earlier, later) = (Dictionary(before) { $1 }, Dictionary(after) { $1 })
    var differences = after.filter { earlier[$0.path] != $0.text }.map { path, text in
      V1.FieldDifference(field: path, before: earlier[path] ?? "", after: text)
    }
    differences += before.filter { later[$0.path] == nil }.map { path, text in
      V1.FieldDifference(field: path, before: text, after: "")
    }
    return differences
  }

  /// What the author said, as a JSON object of the record's content.
  static func json(_ content: V1.Record.Content?) -> String {
    V1.Record(content: content?.asSubmitted).json()
  }

  /// Every scalar of a record, by its path: "claim.legs[0].persons[1].quantity.words".
  private static func fields(of content: V1.Record.Content?) -> [(path: String, text: String)] {
    guard let content, let value = try? JSONValue(parsing: json(content)) else { return [] }
    var found: [(path: String, text: String)] = []
    collect(value, "", &found)
    return found
  }

  private static func collect(
    _ value: JSONValue, _ path: String, _ found: inout [(path: String, text: String)]
  ) {
    switch value.content {
    case .null: break
    case .bool(let flag): found.append((path, flag ? "true" : "false"))
    case .number(let digits): found.append((path, digits))
    case .string(let text): found.append((path, text))
    case .array(let values):
      for (place, value) in values.enumerated() { collect(value, "\(path)[\(place)]", &found) }
    case .object(let members):
      for member in members {
        collect(member.value, path.isEmpty ? member.name : "\(path).\(member.name)", &found)
      }
    }
  }
}

extension V1.FieldDifference {
  /// With values cut to what a line can show.
  var shortened: V1.FieldDifference {
    V1.FieldDifference(field: field, before: before.cut(toBytes: 400), after: after.cut(toBytes: 400))
  }
}

extension V1.Record.Content {
  /// Without what the server derived.
  var asSubmitted: V1.Record.Content {
    var content = self
    var undoing = Undoing()
    content.visitDerivedFields(&undoing)
    return content
  }
}

extension V1.RevisionConflict {
  /// What stands against a revision that was not made from the latest one.
  init(base: V1.Record.Content?, current: V1.Record, yours: V1.Record.Content?) {
    self.init()
    baseJson = FieldDifferences.json(base)
    currentJson = FieldDifferences.json(current.content)
    currentRevision = current.revision
    currentAuthorUid = current.author?.uid ?? 0
    theirs = FieldDifferences.between(base, current.content)
    self.yours = FieldDifferences.between(base, yours)
    let after = Dictionary(theirs.map { ($0.field, $0.after) }) { $1 }
    conflicts = self.yours.filter { after[$0.field].map { [text = $0.after] in $0 != text } ?? false }.map(
      \.field)
  }
}
