extension ReceivedFrame {
  /// Which rule for every frame of a server this one breaks; nil when none.
  public var brokenServerRule: String? {
    get throws {
      switch type {
      case 2:
        if flags != 0 { return "a Response has no flags" }
        let response = try ReceivedResponse(payload)
        guard let status = response.status else { return nil }
        if !(1...16).contains(status.code) { return "the code of a failure is one of 1 to 16" }
        if status.message.isEmpty { return "a failure says why" }
        return response.payload == nil ? nil : "a failure carries no message"
      case 3:
        if flags == 0 { return nil }
        return flags == 5 && payload.isEmpty ? nil : "Data is a message, or the end without one"
      case 0x81:
        return stream == 0 && flags == 4 && payload.isEmpty ? nil : "GO_AWAY is stream 0, flags 4 and empty"
      default:
        return "a server sends Response, Data and GO_AWAY"
      }
    }
  }
}
