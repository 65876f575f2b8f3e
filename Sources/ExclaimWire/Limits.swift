/// Every number that bounds the server and the protocol: their one home. What bounds the words of a field stands
/// with that field in the domain.
///
/// A limit is the largest value that is allowed: N passes and N + 1 is refused. `named` lists them all
/// for a status display, under the names that error messages use.
public struct Limits: Sendable, Equatable {
  // MARK: Frames

  /// The longest payload of one frame, in bytes, in either direction; the 10-byte header is not counted.
  ///
  /// 4 MiB is the protocol's own figure, and every peer refuses more.
  public var frameBytesMax = 4_194_304

  /// Metadata pairs in one request.
  public var metadataPairsMax = 64

  /// Bytes of all metadata keys and values of one request together.
  public var metadataBytesMax = 16_384

  /// Memory that one decoded message may take, in bytes.
  ///
  /// More than a frame, because a field of two bytes on the wire can cost dozens once decoded.
  public var arenaBytesMax = 67_108_864

  // MARK: Connections

  /// Connections open at one time, of all users.
  public var connectionsMax = 16_384

  /// Connections open at one time for one user id; ten thousand idle ones must fit.
  public var connectionsPerUIDMax = 12_000

  /// Calls open at one time on one connection.
  public var streamsPerConnectionMax = 1_024

  /// Bytes that the server holds at one time for one user id: requests of open calls, beginnings of frames, and
  /// answers that were not taken.
  public var bytesInFlightPerUIDMax = 536_870_912

  // MARK: Queues

  /// The most credit that a stream can have, in bytes; part of the protocol.
  public static let windowBytesMax = 0x7FFF_FFFF

  /// Bytes waiting to be written to one connection, those of handlers that wait to send included.
  ///
  /// The call that would pass it fails; at least one whole frame.
  public var outboundBytesPerConnectionMax = 33_554_432

  /// Bytes received on one connection that its calls have not worked through: requests of calls that are
  /// open, and streamed messages that were not taken yet. Past it the connection is not read.
  public var inboundBytesPerConnectionMax = 8_388_608

  /// Bytes of the request messages of all calls that are open on one connection, taken or not.
  ///
  /// A handler may keep what it takes until its call ends, so the call that passes this fails. Several times
  /// `submissionBytesMax`, so that as many submissions may be under way at once.
  public var heldBytesPerConnectionMax = 268_435_456

  /// Bytes of a streamed answer that may be under way before the client grants more, on connections that agreed
  /// on windows and named no size of their own.
  public var windowBytesDefault = 262_144

  /// Writes waiting for the one writer of the store.
  public var writeQueueDepthMax = 8_192

  /// Those of one user id among them: less, so that nobody fills the queue for all.
  public var writeQueueDepthPerUIDMax = 6_144

  /// Watches of the journal open at one time, of all users.
  public var watchersMax = 8_192

  /// Those of one user id among them.
  public var watchersPerUIDMax = 2_048

  // MARK: Records

  /// Records in one submission.
  public var submissionRecordsMax = 65_536

  /// Bytes of all records of one submission together.
  public var submissionBytesMax = 67_108_864

  /// Records on one page of a listing.
  public var pageRecordsMax = 1_000

  /// Records on a page when the caller names no number.
  public var pageRecordsDefault = 100

  /// Bytes of records on one page, about; a page always holds one record.
  public var pageBytesMax = 1_048_576

  /// Bytes of records in one message of a streamed listing, about: as much as waits where its reader is slow.
  public var streamPageBytesMax = 262_144

  /// Bytes of one record. It must fit a frame together with what the server adds to it.
  public var recordBytesMax = 3_145_728

  /// Bytes of the words of one search.
  public var searchBytesMax = 1_024
  /// Bytes of the reason of one change.
  public var reasonBytesMax = 2_048

  /// Bytes of the text of one document.
  public var documentTextBytesMax = 2_097_152

  // MARK: Analyses

  /// Memory that the ledger may take that is kept for analyses, in bytes, by estimate.
  ///
  /// A greater one is read anew for each question, and dropped.
  public var liveLedgerBytesMax = 4_294_967_296

  // MARK: Backups

  /// Backups that are made or sent at one time: each keeps a copy of the ledger on its disk meanwhile.
  public var backupsMax = 1

  // MARK: Time

  /// How long a frame's header may take to come once its first byte has, in seconds.
  public var headerSecondsMax = 10

  /// How long nothing more may come of a frame that has begun, in seconds.
  public var stallSecondsMax = 60

  /// How long a watch of the journal may have something to send and its reader take nothing, in seconds.
  public var watchStallSecondsMax = 30

  /// How long a connection may have no open call and send nothing, in seconds.
  public var idleSecondsMax = 3_600

  /// How long open calls may take to finish once the server drains, in seconds.
  public var drainSeconds = 10

  /// The limits that a server has unless it is told otherwise.
  public static let standard = Limits()

  /// The standard limits, to be changed one by one.
  public init() {}

  /// Names of the limits of what one call may carry or be answered with: whoever meets one of them meets it again.
  public static let ofOneCall: Set<String> = [
    "frameBytesMax", "metadataPairsMax", "metadataBytesMax", "arenaBytesMax", "submissionRecordsMax",
    "submissionBytesMax", "pageRecordsMax", "pageBytesMax", "recordBytesMax", "searchBytesMax",
    "reasonBytesMax", "documentTextBytesMax",
  ]

  /// Every limit with its name, in the order of this file.
  public var named: [(name: String, value: Int)] {
    [
      ("frameBytesMax", frameBytesMax),
      ("metadataPairsMax", metadataPairsMax),
      ("metadataBytesMax", metadataBytesMax),
      ("arenaBytesMax", arenaBytesMax),
      ("connectionsMax", connectionsMax),
      ("connectionsPerUIDMax", connectionsPerUIDMax),
      ("streamsPerConnectionMax", streamsPerConnectionMax),
      ("bytesInFlightPerUIDMax", bytesInFlightPerUIDMax),
      ("outboundBytesPerConnectionMax", outboundBytesPerConnectionMax),
      ("inboundBytesPerConnectionMax", inboundBytesPerConnectionMax),
      ("heldBytesPerConnectionMax", heldBytesPerConnectionMax),
      ("windowBytesDefault", windowBytesDefault),
      ("writeQueueDepthMax", writeQueueDepthMax),
      ("writeQueueDepthPerUIDMax", writeQueueDepthPerUIDMax),
      ("watchersMax", watchersMax),
      ("watchersPerUIDMax", watchersPerUIDMax),
      ("submissionRecordsMax", submissionRecordsMax),
      ("submissionBytesMax", submissionBytesMax),
      ("pageRecordsMax", pageRecordsMax),
      ("pageRecordsDefault", pageRecordsDefault),
      ("pageBytesMax", pageBytesMax),
      ("streamPageBytesMax", streamPageBytesMax),
      ("recordBytesMax", recordBytesMax),
      ("searchBytesMax", searchBytesMax),
      ("reasonBytesMax", reasonBytesMax),
      ("documentTextBytesMax", documentTextBytesMax),
      ("liveLedgerBytesMax", liveLedgerBytesMax),
      ("backupsMax", backupsMax),
      ("headerSecondsMax", headerSecondsMax),
      ("stallSecondsMax", stallSecondsMax),
      ("watchStallSecondsMax", watchStallSecondsMax),
      ("idleSecondsMax", idleSecondsMax),
      ("drainSeconds", drainSeconds),
    ]
  }
}
