import Foundation

/// What is wrong with a case, or with what a peer did in it.
public struct CaseError: Error, Sendable, CustomStringConvertible {
  /// The place, what was found there, and what was expected.
  public let description: String

  /// An error in words.
  public init(_ description: String) { self.description = description }
}

/// One JSON object of a case.
///
/// Every member must be known: an expectation with a misspelt name would expect nothing.
public struct CaseObject {
  private let members: [String: Any]
  private let known: Set<String>
  /// Where it stands, for errors.
  public let place: String

  /// An object with these members and no others.
  public init(_ value: Any?, _ place: String, knows known: String...) throws {
    try self.init(value, place, known: known)
  }

  /// An object with these members and no others.
  public init(_ value: Any?, _ place: String, known: [String]) throws {
    guard let members = value as? [String: Any] else { throw CaseError("\(place): an object is expected") }
    if let odd = members.keys.sorted().first(where: { !known.contains($0) }) {
      throw CaseError("\(place): nobody knows \"\(odd)\"; known are \(known.joined(separator: ", "))")
    }
    self.members = members
    self.known = Set(known)
    self.place = place
  }

  /// Names of the members that are there.
  public var names: [String] { members.keys.sorted() }

  /// A member as JSON has it.
  public subscript(_ name: String) -> Any? {
    precondition(known.contains(name), "a member is asked for by a name that is allowed; \"\(name)\" is not")
    return members[name]
  }

  /// A member of one type; nil when it is not there.
  public func optional<T>(_ name: String, _ type: T.Type = T.self) throws -> T? {
    guard let value = self[name] else { return nil }
    guard let typed = value as? T else { throw CaseError("\(place).\(name): \(value) is no \(T.self)") }
    return typed
  }

  /// A member of one type, which must be there.
  public func required<T>(_ name: String, _ type: T.Type = T.self) throws -> T {
    guard let value: T = try optional(name) else { throw CaseError("\(place): \"\(name)\" is missing") }
    return value
  }

  /// A member that describes bytes; nil when it is not there.
  public func bytes(_ name: String) throws -> [UInt8]? {
    try self[name].map { try caseBytes($0, "\(place).\(name)") }
  }

  /// The members of a list, each with its place; empty when the list is not there.
  public func list(_ name: String) throws -> [(value: Any, place: String)] {
    (try optional(name, [Any].self) ?? []).enumerated().map { ($1, "\(place).\(name)[\($0)]") }
  }
}

/// Reads every file of a folder of cases: a list of objects each.
public func caseFiles(in folder: URL) throws -> [(name: String, cases: [Any])] {
  let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    .filter { $0.hasSuffix(".json") }.sorted()
  return try names.map { name in
    let data = try Data(contentsOf: folder.appendingPathComponent(name))
    guard let cases = try JSONSerialization.jsonObject(with: data) as? [Any], !cases.isEmpty else {
      throw CaseError("\(name): a file holds a list of cases")
    }
    return (name, cases)
  }
}
