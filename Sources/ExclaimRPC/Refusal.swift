internal import ExclaimWire
internal import NIOCore

/// Tells a peer why it gets no connection, and closes it.
///
/// It has asked for nothing yet, but clients number their calls from 1: the answer to the first is what it
/// will read first.
final class Refusal: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private static let firstStream: UInt32 = 1

  private let frame: ByteBuffer

  init(_ error: RPCError) {
    let response = ResponseEnvelope.failure(error.status)
    let header = FrameHeader(
      length: UInt32(response.prefixByteCount), stream: Self.firstStream, type: .response)
    let byteCount = FrameHeader.byteCount + response.prefixByteCount
    var frame = ByteBuffer()
    frame.writeWithUnsafeMutableBytes(minimumWritableBytes: byteCount) { memory in
      header.write(into: memory)
      response.writePrefix(into: UnsafeMutableRawBufferPointer(rebasing: memory[FrameHeader.byteCount...]))
      return byteCount
    }
    self.frame = frame
  }

  func channelActive(context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
    context.close(promise: nil)
  }
}
