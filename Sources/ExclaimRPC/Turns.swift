internal import Glibc
internal import NIOCore
internal import NIOPosix

/// Lets what has much to do on the event loop go on only after the loop has looked at its sockets.
///
/// A loop runs tasks, and timers that are due, until there are none, and only then looks at its sockets. Long answers to
/// two quick readers could wake each other for ever, and nobody else would be read. So whoever has had a turn asks here
/// for the next one; the question goes through a pair of sockets, and comes back with what the others had.
///
/// Belongs to one event loop.
final class Turns {
  private let writeEnd: Int32
  private var waiting: [() -> Void] = []
  /// How many turns there have been.
  private(set) var number: UInt64 = 0
  private var channel: (any Channel)?

  /// Turns on a loop.
  ///
  /// - Throws: `IOError` when the process has no two descriptors left.
  static func start(on eventLoop: any EventLoop) async throws -> NIOLoopBound<Turns> {
    var ends: [Int32] = [-1, -1]
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    guard socketpair(AF_UNIX, type, 0, &ends) == 0 else {
      throw IOError(errnoCode: errno, reason: "making a pair of sockets for the event loop")
    }
    let (readEnd, writeEnd) = (ends[0], ends[1])
    return try await eventLoop.flatSubmit {
      let turns = Turns(writeEnd: writeEnd)
      let bound = NIOLoopBound(turns, eventLoop: eventLoop)
      return NIOPipeBootstrap(group: eventLoop)
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(Bell(bound.value))
          }
        }
        .takingOwnershipOfDescriptor(input: readEnd)
        .map { channel in
          bound.value.channel = channel
          return bound
        }
    }.get()
  }

  private init(writeEnd: Int32) {
    self.writeEnd = writeEnd
  }

  /// Calls `body` after the loop has looked at its sockets.
  func next(_ body: @escaping () -> Void) {
    waiting.append(body)
    guard waiting.count == 1 else { return }
    var byte: UInt8 = 0
    // One byte at a time is under way, so there is room for it.
    _ = write(writeEnd, &byte, 1)
  }

  /// Lets go of the descriptors.
  func close() {
    channel?.close(promise: nil)
    channel = nil
    Glibc.close(writeEnd)
  }

  private func begin() {
    number += 1
    let waiting = self.waiting
    self.waiting = []
    for body in waiting { body() }
  }

  /// Hears what comes out at the other end.
  private final class Bell: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let turns: Turns

    init(_ turns: Turns) {
      self.turns = turns
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      turns.begin()
    }
  }
}
