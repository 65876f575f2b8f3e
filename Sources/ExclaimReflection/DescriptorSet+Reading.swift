internal import ExclaimMessages

extension DescriptorSet {
  mutating func read(_ bytes: ArraySlice<UInt8>) throws(ReflectionFailure) {
    var reader = WireReader(bytes)
    while let field = try reader.next() {
      if field.number == 1 {
        let file = try FileReader(field.bytes())
        try file.read(into: &self)
      }
    }
  }

  mutating func add(_ message: MessageDescriptor) throws(ReflectionFailure) {
    guard messages.updateValue(message, forKey: message.fullName) == nil else {
      throw twice(message.fullName)
    }
  }

  mutating func add(_ enumeration: EnumDescriptor) throws(ReflectionFailure) {
    guard enums.updateValue(enumeration, forKey: enumeration.fullName) == nil else {
      throw twice(enumeration.fullName)
    }
  }

  mutating func add(_ service: ServiceDescriptor) throws(ReflectionFailure) {
    guard !services.contains(where: { $0.fullName == service.fullName }) else {
      throw twice(service.fullName)
    }
    services.append(service)
  }

  private func twice(_ name: String) -> ReflectionFailure {
    ReflectionFailure(name, "is described twice", remedy: "put each file into the set once")
  }
}
