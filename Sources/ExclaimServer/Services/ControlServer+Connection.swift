import ExclaimDomain
import ExclaimMessages
import ExclaimRPC
import ExclaimWire

/// What concerns the caller's own connection.
extension ControlServer {
  func hello(_ request: V1.HelloRequest, _ context: CallContext) async throws -> Reply<V1.HelloResponse> {
    // There are few, and nobody needs to name one twice.
    let wanted = Set(request.extensions.prefix(Self.extensionsMax))
    let asked = request.windowBytes == 0 ? limits.windowBytesDefault : Int(request.windowBytes)
    let windowBytes = min(asked, Limits.windowBytesMax)
    await context.negotiate(
      windowBytes: wanted.contains(.window) ? windowBytes : nil, goAway: wanted.contains(.goAway))
    var response = V1.HelloResponse()
    response.version = Version.text
    response.extensions = [.cancel, .window, .goAway].filter(wanted.contains)
    if wanted.contains(.window) { response.windowBytes = UInt32(clamping: windowBytes) }
    return .message(response)
  }

  private static var extensionsMax: Int { 64 }

  func cancel(_ request: V1.CancelRequest, _ context: CallContext) async throws -> Reply<V1.CancelResponse> {
    guard request.stream != context.id.stream else {
      throw RPCError.refused(
        Problem(
          field: "stream", value: "\(request.stream)", reason: "is the stream of this very call",
          remedy: "name the stream of the call that you want to call off"))
    }
    var response = V1.CancelResponse()
    response.outcome =
      switch await context.cancelCall(onStream: request.stream) {
      case .notOpen: .notOpen
      case .cancelled: .cancelled
      case .committing: .committing
      }
    return .message(response)
  }
}

extension V1.AccessRole {
  init(_ role: AccessRole) {
    self =
      switch role {
      case .reader: .reader
      case .contributor: .contributor
      case .reviewer: .reviewer
      case .admin: .admin
      }
  }
}
