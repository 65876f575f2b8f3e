/// The methods that a server has, found by the names in a request without making strings of them.
///
/// Finding allocates nothing. The generic part is a subscript alone, so that callers in other modules get
/// specialised code.
public struct MethodTable<Method: Sendable>: Sendable {
  @usableFromInline var names = MethodNames()
  @usableFromInline var methods: [Method] = []

  /// A table with nothing in it.
  public init() {}

  /// Adds a method under names that are not taken.
  public mutating func add(_ method: Method, service: String, name: String) {
    names.add(service: service, name: name, index: methods.count)
    methods.append(method)
  }

  /// The method that a request names.
  ///
  /// - Parameter bytes: the payload of the Request frame that `request` was decoded from.
  /// - Throws: UNIMPLEMENTED, which says whether the service or the method is missing, and which there are.
  @inlinable
  public func find(_ request: RequestView, in bytes: UnsafeRawBufferPointer) throws(Status) -> Method {
    methods[try names.index(of: request, in: bytes)]
  }
}

/// The names of a `MethodTable`.
@usableFromInline struct MethodNames: Sendable {
  private struct Service: Sendable {
    let name: [UInt8]
    var methods: [(name: [UInt8], index: Int)]
  }

  // A server has a handful of services and some dozen methods: comparing lengths and bytes in a row is
  // quicker than hashing the names.
  private var services: [Service] = []

  mutating func add(service: String, name: String, index: Int) {
    let serviceName = Array(service.utf8)
    let methodName = Array(name.utf8)
    guard let known = services.firstIndex(where: { $0.name == serviceName }) else {
      services.append(Service(name: serviceName, methods: [(methodName, index)]))
      return
    }
    precondition(
      !services[known].methods.contains { $0.name == methodName },
      "each method is added to the table once; \(service)/\(name) came twice")
    services[known].methods.append((methodName, index))
  }

  @usableFromInline
  func index(of request: RequestView, in bytes: UnsafeRawBufferPointer) throws(Status) -> Int {
    let serviceName = UnsafeRawBufferPointer(rebasing: bytes[request.service])
    let methodName = UnsafeRawBufferPointer(rebasing: bytes[request.method])
    for service in services where isEqual(service.name, serviceName) {
      for method in service.methods where isEqual(method.name, methodName) { return method.index }
      throw Status(
        .unimplemented,
        "method \"\(shown(methodName))\": service \(shown(serviceName)) does not have it; it has"
          + " \(shown(service.methods.map(\.name))); client and server may be of different versions")
    }
    throw Status(
      .unimplemented,
      "service \"\(shown(serviceName))\": this server does not have it; it has"
        + " \(shown(services.map(\.name)))")
  }

  private func shown(_ names: [[UInt8]]) -> String {
    names.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ", ")
  }

  private func isEqual(_ name: [UInt8], _ bytes: UnsafeRawBufferPointer) -> Bool {
    guard name.count == bytes.count else { return false }
    for index in 0..<name.count where name[index] != bytes[index] { return false }
    return true
  }

  /// A name for people, cut short: the peer chose its length.
  private func shown(_ name: UnsafeRawBufferPointer) -> String {
    let bytesMax = 128
    return String(decoding: name.prefix(bytesMax), as: UTF8.self) + (name.count > bytesMax ? "…" : "")
  }
}
