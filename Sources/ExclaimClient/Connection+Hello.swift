public import ExclaimMessages
internal import ExclaimWire

extension Connection {
  /// Agrees with the server on what goes beyond plain ttrpc, for the calls that follow: streamed answers come no
  /// faster than they are taken, so that one that is not read holds up no other, and the server says when it is about
  /// to stop.
  ///
  /// - Parameters:
  ///   - client: name and version of the program, for the server's log.
  ///   - windowBytes: what of a streamed answer may be under way; nil takes the server's default.
  /// - Returns: what is in force; empty for a plain ttrpc server, which works all the same.
  @discardableResult
  public func hello(
    client: String, windowBytes: UInt32? = nil, _ options: CallOptions = .init()
  ) throws(CallError) -> V1.HelloResponse {
    var request = V1.HelloRequest()
    request.client = client
    request.extensions = [.cancel, .window, .goAway]
    request.windowBytes = windowBytes ?? 0
    do throws(CallError) {
      let response = try ControlClient(self).hello(request, options: options)
      if response.extensions.contains(.window) { streams.useWindows(byteCount: Int(response.windowBytes)) }
      return response
    } catch {
      guard error.code == .unimplemented else { throw error }
      return V1.HelloResponse()
    }
  }
}
