import ExclaimMessages
import ExclaimRPC

extension ControlServer {
  func stats(_ request: V1.StatsRequest, _ context: CallContext) async throws -> Reply<V1.StatsResponse> {
    let statistics = await state.statistics()
    let waiting = store.waitingByAuthor()
    let seesAll = context.role >= .reviewer
    func isVisible(_ uid: UInt32) -> Bool { seesAll || uid == context.peer.uid }
    var response = V1.StatsResponse()
    response.since = startedAt
    response.methods = statistics.methods.map(V1.MethodStats.init)
    response.users = statistics.users.filter { isVisible($0.uid) }.map { user in
      V1.UserStats(user, waitingWrites: waiting[user.uid] ?? 0)
    }
    if request.calls {
      response.calls = statistics.openCalls.filter { isVisible($0.uid) }.map(V1.OpenCall.init)
    }
    response.writeQueueDepth = UInt32(clamping: waiting.values.reduce(0, +))
    return .message(response)
  }
}

extension V1.MethodStats {
  init(_ method: ServerStatistics.Method) {
    self.init()
    self.method = method.path
    calls = method.callCount
    errors = method.errors.map { code, count in
      var errors = V1.ErrorCount()
      errors.code = code.rawValue
      errors.count = count
      return errors
    }
    latency = method.latency.map { atMost, count in
      var bucket = V1.LatencyBucket()
      bucket.atMostNano = atMost ?? 0
      bucket.count = count
      return bucket
    }
  }
}

extension V1.UserStats {
  init(_ user: ServerStatistics.User, waitingWrites: Int) {
    self.init()
    uid = user.uid
    self.user = Account.name(of: user.uid) ?? ""
    connections = UInt32(clamping: user.connectionCount)
    calls = UInt32(clamping: user.callCount)
    bytesInFlight = UInt64(clamping: user.bytesInFlight)
    refusals = user.refusalCount
    writeQueueDepth = UInt32(clamping: waitingWrites)
  }
}

extension V1.OpenCall {
  init(_ call: ServerStatistics.OpenCall) {
    self.init()
    requestId = call.id.description
    method = call.method
    uid = call.uid
    stream = call.id.stream
    ageNano = call.age.nanoseconds
    timeLeftNano = call.timeLeft?.nanoseconds ?? 0
    committing = call.isCommitting
  }
}

extension Duration {
  /// Whole nanoseconds; none for a negative duration.
  fileprivate var nanoseconds: UInt64 { UInt64(max(0, (self / .nanoseconds(1)).rounded())) }
}
