/// Why a JSON text is not the message it was taken for, and where.
public struct JSONFailure: Error, Sendable, Hashable {
  /// Line in the text, from 1.
  public var line: Int
  /// Column in the line, from 1, in Unicode scalars.
  public var column: Int
  /// Path of the field from the outermost message: `exchange.legs[0].from`. Empty for the text as a whole.
  public var field: String
  /// What stands there, cut when long.
  public var value: String
  /// What is wrong with it: `is not a Topic`.
  public var reason: String
  /// What to do: `did you mean "RETURNED"?`.
  public var remedy: String

  /// The same failure seen from the value that holds `name`.
  public func inside(_ name: String) -> JSONFailure {
    var outer = self
    outer.field = joinedPath(name, field)
    return outer
  }
}

extension JSONFailure: CustomStringConvertible {
  /// Place, field, value, reason and remedy in one line.
  public var description: String {
    let subject = [field, value].filter { !$0.isEmpty }.joined(separator: ": ")
    let place = "line \(line), column \(column): "
    return place + (subject.isEmpty ? "" : subject + " ") + reason + (remedy.isEmpty ? "" : "; " + remedy)
  }
}
