import ExclaimDomain
import ExclaimMessages
import ExclaimRPC
import ExclaimStore
import ExclaimWire
import Glibc

/// `exclaim.v1.Control`: the server itself.
struct ControlServer: ControlService {
  let store: any Store
  let limits: Limits
  let state: ServingState
  /// Turns at the threads beside the event loop.
  let work: FairTurns
  /// What is kept in memory for analyses; nil where there are none.
  var live: LiveLedger?
  let backups = BackupPlaces()
  let startedAt = Timestamp(sinceEpoch: .nanoseconds(SQLiteStore.Options.systemClock()))

  func health(_ request: V1.HealthRequest, _ context: CallContext) async throws -> Reply<V1.HealthResponse> {
    var response = V1.HealthResponse()
    response.state = state.isDraining ? .draining : .serving
    response.version = Version.text
    return .message(response)
  }

  func whoAmI(_ request: V1.WhoAmIRequest, _ context: CallContext) async throws -> Reply<V1.WhoAmIResponse> {
    var response = V1.WhoAmIResponse()
    response.uid = context.peer.uid
    response.gid = context.peer.gid
    response.user = Account.name(of: context.peer.uid) ?? ""
    response.role = V1.AccessRole(context.role)
    return .message(response)
  }

  func status(_ request: V1.StatusRequest, _ context: CallContext) async throws -> Reply<V1.StatusResponse> {
    let stored = try await store.status(reader: Reader(context.peer))
    var response = V1.StatusResponse()
    response.version = Version.text
    response.startedAt = startedAt
    response.sequence = stored.lastSequence
    response.head = stored.headHash.hexadecimal
    response.counts = RecordKind.allCases.map { kind in
      var count = V1.KindCount()
      count.kind = kind.label
      count.count = stored.counts[kind] ?? 0
      return count
    }
    response.limits = limits.named.map { name, value in
      var limit = V1.Limit()
      limit.name = name
      limit.value = Int64(value)
      return limit
    }
    response.ruleSet = "\(QuantityReader.ruleSetVersion)"
    response.pid = getpid()
    response.connections = UInt32(state.connections)
    response.liveLedger = (live?.kept).map { kept in
      V1.LiveLedger(records: UInt64(kept.records), views: UInt32(kept.views), bytes: UInt64(kept.bytes))
    }
    return .message(response)
  }

  func verify(_ request: V1.VerifyRequest, _ context: CallContext) async throws -> Reply<V1.VerifyResponse> {
    let verification = try await store.verify(
      reader: Reader(context.peer), reading: SubmissionReader(limits: limits).draftOfStored)
    var response = V1.VerifyResponse()
    response.intact = verification.isIntact
    response.entries = verification.entries
    response.firstBadSequence = verification.fault?.sequence ?? 0
    response.problem = verification.fault?.reason ?? ""
    response.head = verification.headHash.hexadecimal
    response.redacted = verification.redacted
    response.treeRoot = verification.treeRoot.hexadecimal
    return .message(response)
  }

  func describe(
    _ request: V1.DescribeRequest, _ context: CallContext
  ) async throws -> Reply<V1.DescribeResponse> {
    var response = V1.DescribeResponse()
    response.fileDescriptorSet = Schema.fileDescriptorSet
    return .message(response)
  }
}

extension [UInt8] {
  /// Two digits for each byte, in lower case.
  var hexadecimal: String {
    map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
  }
}
