/// The methods that a server has, found by the names in a request without making strings of them.
public struct MethodTable<Method: Sendable>: Sendable {
  private struct Service: Sendable {
    let name: [UInt8]
    var methods: [(name: [UInt8], method: Method)]
  }

  // A server has a handful of services and some dozen methods: comparing lengths and bytes in a row is
  // quicker than hashing the names.
  private var services: [Service] = []

  /// A table with nothing in it.
  public init() {}

  /// Adds a method under names that are not taken.
  public mutating func add(_ method: Method, service: String, name: String) {
    let serviceName = Array(service.utf8)
    let methodName = Array(name.utf8)
    let index =
      services.firstIndex { $0.name == serviceName }
      ?? {
        services.append(Service(name: serviceName, methods: []))
        return services.count - 1
      }()
    precondition(
      !services[index].methods.contains { $0.name == methodName },
      "each method is added to the table once; \(service)/\(name) came twice")
    services[index].methods.append((methodName, method))
  }

  /// The method that a request names.
  ///
  /// - Parameter bytes: the payload of the Request frame that `request` was decoded from.
  /// - Throws: UNIMPLEMENTED, which says whether the service or the method is missing.
  public func find(_ request: RequestView, in bytes: UnsafeRawBufferPointer) throws(Status) -> Method {
    let serviceName = bytes[request.service]
    let methodName = bytes[request.method]
    guard let service = services.first(where: { $0.name.elementsEqual(serviceName) }) else {
      throw Status(
        .unimplemented,
        "service \"\(shown(serviceName))\": this server does not have it; it has \(serviceNames)")
    }
    guard let entry = service.methods.first(where: { $0.name.elementsEqual(methodName) }) else {
      throw Status(
        .unimplemented,
        "method \"\(shown(methodName))\": service \(shown(service.name[...])) does not have it; client and"
          + " server may be of different versions")
    }
    return entry.method
  }

  private var serviceNames: String {
    services.map { shown($0.name[...]) }.joined(separator: ", ")
  }

  /// A name for people, cut short: the peer chose its length.
  private func shown(_ name: some Collection<UInt8>) -> String {
    let bytesMax = 128
    return String(decoding: name.prefix(bytesMax), as: UTF8.self) + (name.count > bytesMax ? "…" : "")
  }
}
