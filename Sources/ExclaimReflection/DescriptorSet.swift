internal import ExclaimMessages

/// The services that a server offers, with every type that they use.
///
/// Made from a `google.protobuf.FileDescriptorSet`. Every type that a field or a method names is in it.
public struct DescriptorSet: Sendable {
  /// The services, in the order of their files.
  public internal(set) var services: [ServiceDescriptor] = []
  var messages: [String: MessageDescriptor] = [:]
  var enums: [String: EnumDescriptor] = [:]

  /// Reads the wire form of a `google.protobuf.FileDescriptorSet`.
  ///
  /// - Throws: ``ReflectionFailure`` also where a type is missing or is there twice.
  public init(decoding bytes: [UInt8]) throws(ReflectionFailure) {
    do throws(ReflectionFailure) {
      try read(bytes[...])
    } catch {
      throw error.subject.isEmpty ? error.inside("the file descriptor set") : error
    }
    try checkTypes()
  }

  /// The message type with this full name.
  public func message(_ fullName: String) -> MessageDescriptor? { messages[fullName] }

  /// The enum with this full name.
  public func enumeration(_ fullName: String) -> EnumDescriptor? { enums[fullName] }

  /// The type of a method's requests.
  public func request(of method: MethodDescriptor) -> MessageDescriptor { knownMessage(method.request) }

  /// The type of a method's responses.
  public func response(of method: MethodDescriptor) -> MessageDescriptor { knownMessage(method.response) }

  /// The methods that a name can mean: `exclaim.v1.Records/List` means one, `Records/List` one in each
  /// package that has such a service.
  public func methods(named path: String) -> [MethodDescriptor] {
    let parts = path.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else { return [] }
    return services(named: parts[0]).flatMap(\.methods).filter { $0.name == parts[1] }
  }

  /// The services that a name can mean, with its package, with a part of it, or without.
  public func services(named name: String) -> [ServiceDescriptor] {
    let exact = services.filter { $0.fullName == name }
    return exact.isEmpty ? services.filter { $0.fullName.hasSuffix("." + name) } : exact
  }

  /// The message types and enums, by their full names, sorted; without the pairs of maps.
  public var types: [String] {
    (messages.values.filter { !$0.isMapEntry }.map(\.fullName) + enums.keys).sorted()
  }

  /// Those that a name can mean, with its package, with a part of it, or without.
  public func types(named name: String) -> [String] {
    types.contains(name) ? [name] : types.filter { $0.hasSuffix("." + name) }
  }
}

/// What a map is made of: the message that protoc makes for its entries, and the two fields of that.
struct MapEntry {
  let type: MessageDescriptor
  let keyIndex: Int
  let valueIndex: Int

  var key: FieldDescriptor { type.fields[keyIndex] }
  var value: FieldDescriptor { type.fields[valueIndex] }
}

extension DescriptorSet {
  /// The types of a map's key and of its values; nil for a field that is no map.
  public func mapTypes(of field: FieldDescriptor) -> (key: FieldKind, value: FieldKind)? {
    mapEntry(of: field).map { ($0.key.kind, $0.value.kind) }
  }

  func mapEntry(of field: FieldDescriptor) -> MapEntry? {
    guard field.isRepeated, case .message(let name) = field.kind, let entry = messages[name],
      entry.isMapEntry, let key = entry.indexByNumber[1], let value = entry.indexByNumber[2]
    else { return nil }
    return MapEntry(type: entry, keyIndex: key, valueIndex: value)
  }

  /// The type that a field names: all of them were looked for when the set was made.
  func knownMessage(_ name: String) -> MessageDescriptor {
    guard let type = messages[name] else { preconditionFailure("\(name) was not in the set") }
    return type
  }

  /// The same for an enum.
  func knownEnum(_ name: String) -> EnumDescriptor {
    guard let type = enums[name] else { preconditionFailure("\(name) was not in the set") }
    return type
  }
}

extension DescriptorSet {
  /// Whether everything that is named is there: what reads and writes messages relies on it.
  private func checkTypes() throws(ReflectionFailure) {
    for message in messages.values {
      for field in message.fields {
        let path = "\(message.fullName).\(field.name)"
        switch field.kind {
        case .message(let name): try check(messages[name] != nil, path, "has a type", name)
        case .enumeration(let name): try check(enums[name] != nil, path, "has a type", name)
        default: break
        }
      }
      guard !message.isMapEntry || isPair(message) else {
        throw ReflectionFailure(
          message.fullName, "is marked as a map's entry and has no key and value",
          remedy: "make the set with protoc")
      }
    }
    for method in services.flatMap(\.methods) {
      for name in [method.request, method.response] {
        try check(messages[name] != nil, method.path, "takes or gives a message", name)
      }
    }
  }

  private func check(
    _ isThere: Bool, _ path: String, _ relation: String, _ name: String
  ) throws(ReflectionFailure) {
    guard !isThere else { return }
    throw ReflectionFailure(
      path, "\(relation) \(name) that is not in the set",
      remedy: "make the set with protoc --include_imports")
  }

  private func isPair(_ entry: MessageDescriptor) -> Bool {
    guard let key = entry.indexByNumber[1], let value = entry.indexByNumber[2],
      !entry.fields[key].isRepeated, !entry.fields[value].isRepeated
    else { return false }
    switch entry.fields[key].kind {
    case .double, .float, .bytes, .message, .enumeration: return false
    default: return true
    }
  }
}
