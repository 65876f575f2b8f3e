import ExclaimWire

/// Between which numbers a configuration may set a limit.
///
/// The lower end is where the server would no longer serve what it stands for, or could no longer read what it has
/// stored; the upper end is the protocol's own where that has one, else what no machine of today needs.
struct LimitRange: Sendable {
  /// As `Limits.named` has it.
  let name: String
  let limit: WritableKeyPath<Limits, Int> & Sendable
  let allowed: ClosedRange<Int>

  init(_ name: String, _ limit: WritableKeyPath<Limits, Int> & Sendable, _ allowed: ClosedRange<Int>) {
    self.name = name
    self.limit = limit
    self.allowed = allowed
  }

  /// Every limit there is.
  static let all = [
    LimitRange("frameBytesMax", \.frameBytesMax, 65_536...4_194_304),
    LimitRange("metadataPairsMax", \.metadataPairsMax, 0...4_096),
    LimitRange("metadataBytesMax", \.metadataBytesMax, 0...1_048_576),
    // Not less than the standard: what was stored under it must still decode.
    LimitRange("arenaBytesMax", \.arenaBytesMax, Limits.standard.arenaBytesMax...1_073_741_824),
    LimitRange("connectionsMax", \.connectionsMax, 1...1_048_576),
    LimitRange("connectionsPerUIDMax", \.connectionsPerUIDMax, 1...1_048_576),
    LimitRange("streamsPerConnectionMax", \.streamsPerConnectionMax, 1...65_536),
    LimitRange("bytesInFlightPerUIDMax", \.bytesInFlightPerUIDMax, 65_536...1_099_511_627_776),
    LimitRange("outboundBytesPerConnectionMax", \.outboundBytesPerConnectionMax, 65_536...1_099_511_627_776),
    LimitRange("inboundBytesPerConnectionMax", \.inboundBytesPerConnectionMax, 65_536...1_099_511_627_776),
    LimitRange("heldBytesPerConnectionMax", \.heldBytesPerConnectionMax, 65_536...1_099_511_627_776),
    LimitRange("windowBytesDefault", \.windowBytesDefault, 1...Limits.windowBytesMax),
    LimitRange("writeQueueDepthMax", \.writeQueueDepthMax, 1...1_048_576),
    LimitRange("writeQueueDepthPerUIDMax", \.writeQueueDepthPerUIDMax, 1...1_048_576),
    LimitRange("watchersMax", \.watchersMax, 1...1_048_576),
    LimitRange("watchersPerUIDMax", \.watchersPerUIDMax, 1...1_048_576),
    LimitRange("submissionRecordsMax", \.submissionRecordsMax, 1...1_048_576),
    LimitRange("submissionBytesMax", \.submissionBytesMax, 1_024...1_073_741_824),
    LimitRange("pageRecordsMax", \.pageRecordsMax, 1...65_536),
    LimitRange("pageRecordsDefault", \.pageRecordsDefault, 1...65_536),
    LimitRange("pageBytesMax", \.pageBytesMax, 1...3_145_728),
    LimitRange("streamPageBytesMax", \.streamPageBytesMax, 1...3_145_728),
    LimitRange("recordBytesMax", \.recordBytesMax, 1_024...3_145_728),
    LimitRange("searchBytesMax", \.searchBytesMax, 1...65_536),
    LimitRange("reasonBytesMax", \.reasonBytesMax, 1...65_536),
    LimitRange("documentTextBytesMax", \.documentTextBytesMax, 0...3_145_728),
    LimitRange("liveLedgerBytesMax", \.liveLedgerBytesMax, 0...1_099_511_627_776),
    LimitRange("backupsMax", \.backupsMax, 0...16),
    LimitRange("headerSecondsMax", \.headerSecondsMax, 1...3_600),
    LimitRange("stallSecondsMax", \.stallSecondsMax, 1...86_400),
    LimitRange("watchStallSecondsMax", \.watchStallSecondsMax, 1...86_400),
    LimitRange("idleSecondsMax", \.idleSecondsMax, 1...31_536_000),
    LimitRange("drainSeconds", \.drainSeconds, 0...3_600),
  ]

  static func named(_ name: String) -> LimitRange? { all.first { $0.name == name } }
}

/// Limits of which one must not be above the other.
struct LimitOrder: Sendable {
  let lesser: LimitRange
  let greater: LimitRange
  /// What the lesser may be at most, of the greater, in quarters.
  let quarters: Int

  private init(_ lesser: String, _ greater: String, quarters: Int = 4) {
    self.lesser = LimitRange.named(lesser)!
    self.greater = LimitRange.named(greater)!
    self.quarters = quarters
  }

  /// The most that the lesser may be under these limits.
  func most(in limits: Limits) -> Int { limits[keyPath: greater.limit] * quarters / 4 }

  /// Every order that something relies on.
  static let all = [
    LimitOrder("pageRecordsDefault", "pageRecordsMax"),
    LimitOrder("documentTextBytesMax", "recordBytesMax"),
    LimitOrder("recordBytesMax", "submissionBytesMax"),
    // An answer holds more than the records in it.
    LimitOrder("recordBytesMax", "frameBytesMax", quarters: 3),
    LimitOrder("pageBytesMax", "frameBytesMax", quarters: 3),
    // A frame that could never be taken or sent would hold its connection up for ever.
    LimitOrder("frameBytesMax", "inboundBytesPerConnectionMax"),
    LimitOrder("frameBytesMax", "outboundBytesPerConnectionMax"),
    LimitOrder("frameBytesMax", "bytesInFlightPerUIDMax"),
    LimitOrder("submissionBytesMax", "heldBytesPerConnectionMax"),
    LimitOrder("submissionBytesMax", "bytesInFlightPerUIDMax"),
  ]
}
