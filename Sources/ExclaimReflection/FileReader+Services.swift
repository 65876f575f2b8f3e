internal import ExclaimMessages

extension FileReader {
  func enumeration(
    _ bytes: ArraySlice<UInt8>, in scope: String, at path: [Int32]
  ) throws(ReflectionFailure) -> EnumDescriptor {
    let name = try name(of: bytes)
    var values: [EnumDescriptor.Value] = []
    var places = Places(path: path)
    var reader = WireReader(bytes)
    while let field = try reader.next() {
      guard field.number == 2 else { continue }
      var value = EnumDescriptor.Value(name: "", number: 0, comment: comments[places.next(2)] ?? "")
      var valueReader = WireReader(try field.bytes())
      while let field = try valueReader.next() {
        switch field.number {
        case 1: value.name = try field.text()
        case 2: value.number = try field.int32()
        default: break
        }
      }
      values.append(value)
    }
    let prefix = screamingSnake(name) + "_"
    let isCommon = values.allSatisfy { $0.name.hasPrefix(prefix) && $0.name.count > prefix.count }
    return EnumDescriptor(
      fullName: qualified(name, in: scope), comment: comments[path] ?? "", values: values,
      prefix: isCommon ? prefix : "")
  }

  func service(
    _ bytes: ArraySlice<UInt8>, at path: [Int32]
  ) throws(ReflectionFailure) -> ServiceDescriptor {
    let fullName = try qualified(name(of: bytes), in: package)
    var service = ServiceDescriptor(fullName: fullName, comment: comments[path] ?? "", methods: [])
    var places = Places(path: path)
    var reader = WireReader(bytes)
    while let field = try reader.next() {
      if field.number == 2 {
        service.methods.append(try method(field.bytes(), of: fullName, at: places.next(2)))
      }
    }
    return service
  }

  private func method(
    _ bytes: ArraySlice<UInt8>, of service: String, at path: [Int32]
  ) throws(ReflectionFailure) -> MethodDescriptor {
    var method = MethodDescriptor(
      service: service, name: "", shape: .unary, comment: comments[path] ?? "", request: "", response: "")
    var clientStreams = false, serverStreams = false
    var reader = WireReader(bytes)
    while let field = try reader.next() {
      switch field.number {
      case 1: method.name = try field.text()
      case 2: method.request = try String(field.text().drop { $0 == "." })
      case 3: method.response = try String(field.text().drop { $0 == "." })
      case 5: clientStreams = try field.int32() != 0
      case 6: serverStreams = try field.int32() != 0
      default: break
      }
    }
    method.shape =
      clientStreams
      ? (serverStreams ? .bidirectional : .clientStream) : (serverStreams ? .serverStream : .unary)
    return method
  }
}

/// `ActorKind` → `ACTOR_KIND`, the prefix that protobuf's style asks of an enum's values.
private func screamingSnake(_ camel: String) -> String {
  let letters = Array(camel)
  var result = ""
  for (index, letter) in letters.enumerated() {
    let isBeforeSmall = index + 1 < letters.count && letters[index + 1].isLowercase
    if letter.isUppercase, index > 0, letters[index - 1].isLowercase || isBeforeSmall { result += "_" }
    result += letter.uppercased()
  }
  return result
}
