public import ExclaimMessages

// Messages of described types as JSON: proto3's canonical mapping, with enum values written without the
// prefix of their type. Of the types that have a JSON form of their own, Timestamp and Duration are known.

extension DescriptorSet {
  /// How deep arrays and objects nest at most, both ways: what was written can be read again.
  public static let depthMax = JSONValue.depthMax

  /// A message as JSON: one line, or indented by two spaces. Fields with default values are left out, and so
  /// are those that the type does not have.
  ///
  /// - Parameters:
  ///   - bytes: the message in its wire form.
  ///   - type: a type of this set.
  /// - Throws: ``ReflectionFailure`` with the field that is no such message.
  public func json(
    decoding bytes: [UInt8], as type: MessageDescriptor, pretty: Bool = false
  ) throws(ReflectionFailure) -> String {
    var writer = MessageJSONWriter(set: self, json: JSONWriter(pretty: pretty))
    do throws(ReflectionFailure) {
      try writer.message(type, [bytes[...]], depth: 1)
    } catch {
      throw error.inside(type.fullName)
    }
    return writer.json.text
  }

  /// The wire form of a message given as JSON.
  ///
  /// Names are read in lowerCamelCase and as the schema has them; enum values with and without their prefix;
  /// null means absent.
  /// - Parameter type: a type of this set.
  /// - Throws: `JSONFailure` for a field that the message does not have, too.
  public func encode(_ json: JSONValue, as type: MessageDescriptor) throws(JSONFailure) -> [UInt8] {
    try MessageJSONReader(set: self).message(type, json, depth: 1)
  }
}
