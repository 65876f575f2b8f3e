import Dispatch
import ExclaimClient
import ExclaimMessages
import ExclaimWire
import Foundation

@testable import ExclaimCLI

/// A server with a schema of its own, of which nothing in the program knows. It answers with what it is sent.
final class ShopServer: @unchecked Sendable {  // Used by the one thread that serves.
  static let proto = """
    syntax = "proto3";
    package shop.v1;
    import "google/protobuf/duration.proto";

    // Sells things.
    service Shop {
      // Sells a thing. What it
      // costs is up to you.
      rpc Sell(Item) returns (Item);
      // Shows a thing twice.
      rpc Watch(Item) returns (stream Item);
      rpc Gather(stream Item) returns (Item);
      rpc Talk(stream Item) returns (stream Item);
      // Refuses all.
      rpc Fail(Item) returns (Item);
      // Does not give what it says.
      rpc Lie(Item) returns (Item);
    }

    // Keeps things.
    service Store {
      // \u{1B}[2JKeeps a thing.
      rpc Keep(Item) returns (Item);
    }

    // A thing.
    message Item {
      // What it is called.
      string name = 1;
      int64 price = 2;
      Kind kind = 3;
      map<string, Kind> parts = 4;
      oneof until {
        google.protobuf.Duration lasts = 5;
        bool forever = 6;
      }
      repeated Item inside = 7;
    }

    // Of what a thing is made.
    enum Kind {
      KIND_UNSPECIFIED = 0;
      // From trees.
      KIND_WOOD = 1;
      KIND_STONE = 2;
    }
    """

  /// What `Control/Describe` answers.
  enum Description {
    case shop, nothing, garbage, twoShops, exclaim
  }

  private let descriptor: Int32
  private let description: [UInt8]?
  /// What came on each open stream, and what it is for.
  private var calls: [UInt32: (method: String, received: [[UInt8]])] = [:]

  private init(_ descriptor: Int32, _ description: [UInt8]?) {
    self.descriptor = descriptor
    self.description = description
    // So that a client that sends too little fails the test instead of hanging it.
    var time = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
  }

  /// Serves one client, which is told the socket's path.
  static func run<T: Sendable>(
    _ description: Description = .shop, client: @escaping @Sendable (String) throws -> T
  ) async throws -> T {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let described: [UInt8]? =
      switch description {
      case .shop: try compile(["shop.proto": proto], in: folder)
      case .nothing: nil
      case .garbage: [0x0A, 0x7F]
      case .exclaim: Schema.fileDescriptorSet
      case .twoShops: try compile(["shop.proto": proto, "old.proto": oldProto], in: folder)
      }
    let path = folder.appendingPathComponent("socket").path
    let listener = try bound(path)
    defer { close(listener) }
    async let serving = blocking {
      Result {
        let descriptor = accept(listener, nil, nil)
        defer { close(descriptor) }
        try ShopServer(descriptor, described).serve()
      }
    }
    async let result = blocking {
      // A client that does not come must not leave the server waiting.
      defer { shutdown(listener, Int32(SHUT_RDWR)) }
      return Result { try client(path) }
    }
    let (served, answer) = try await (serving, result)
    // What the client met comes first: it explains what the server did.
    let value = try answer.get()
    try served.get()
    return value
  }

  private static var oldProto: String {
    let lines = proto.split(separator: "\n").map(String.init)
    return lines.map { $0 == "package shop.v1;" ? "package old.v1;" : $0 }.joined(separator: "\n")
  }

  private static func compile(_ protos: [String: String], in folder: URL) throws -> [UInt8] {
    for (name, text) in protos { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
    let output = folder.appendingPathComponent("set")
    let protoc = Process()
    protoc.executableURL = URL(fileURLWithPath: "/usr/bin/protoc")
    protoc.arguments =
      [
        "--proto_path=\(folder.path)", "--include_imports", "--include_source_info",
        "--descriptor_set_out=\(output.path)",
      ] + protos.keys.sorted()
    try protoc.run()
    protoc.waitUntilExit()
    return Array(try Data(contentsOf: output))
  }

  // MARK: Serving

  /// Serves until the client has closed its end.
  private func serve() throws {
    while let head = try receive(FrameHeader.byteCount) {
      let header = head.withUnsafeBytes { FrameHeader(reading: $0) }
      let payload = try receive(Int(header.length)) ?? []
      if header.type == .request {
        try open(header, payload)
      } else if header.type == .data {
        if !header.flags.contains(.noData) { calls[header.stream]?.received.append(payload) }
        if header.flags.contains(.remoteClosed) { try answer(header.stream) }
      }
    }
  }

  private func open(_ header: FrameHeader, _ payload: [UInt8]) throws {
    let (path, request) = try payload.withUnsafeBytes { bytes in
      let view = try RequestView(decoding: bytes, limits: .standard)
      let envelope = view.envelope(in: bytes)
      return ("\(envelope.service)/\(envelope.method)", [UInt8](bytes[view.payload]))
    }
    calls[header.stream] = (path, header.flags.contains(.remoteOpen) ? [] : [request])
    if !header.flags.contains(.remoteOpen) { try answer(header.stream) }
  }

  private func answer(_ stream: UInt32) throws {
    guard let (method, received) = calls.removeValue(forKey: stream) else { return }
    switch method {
    case "exclaim.v1.Control/Describe" where description != nil:
      var response = V1.DescribeResponse()
      response.fileDescriptorSet = description ?? []
      try succeed(stream, response.encoded())
    case "shop.v1.Shop/Sell": try succeed(stream, received[0])
    case "shop.v1.Shop/Watch": try sendAll(stream, received + received)
    case "shop.v1.Shop/Gather": try succeed(stream, received.last ?? [])
    case "shop.v1.Shop/Talk": try sendAll(stream, received)
    case "shop.v1.Shop/Lie": try succeed(stream, [0x0A, 0x01, 0xFF])
    case "shop.v1.Shop/Fail": try fail(stream, Status(.failedPrecondition, "sold out"))
    default: try fail(stream, Status(.unimplemented, "no \(method)"))
    }
  }

  private func succeed(_ stream: UInt32, _ message: [UInt8]) throws {
    try send(stream, .response, 0, prefix(.success(payloadByteCount: message.count)) + message)
  }

  private func fail(_ stream: UInt32, _ status: Status) throws {
    try send(stream, .response, 0, prefix(.failure(status)))
  }

  private func sendAll(_ stream: UInt32, _ messages: [[UInt8]]) throws {
    for message in messages { try send(stream, .data, 0, message) }
    try send(stream, .data, 0x05, [])
  }

  private func prefix(_ envelope: ResponseEnvelope) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: envelope.prefixByteCount)
    bytes.withUnsafeMutableBytes { envelope.writePrefix(into: $0) }
    return bytes
  }

  // MARK: Bytes

  private func send(_ stream: UInt32, _ type: FrameType, _ flags: UInt8, _ payload: [UInt8]) throws {
    let header = FrameHeader(
      length: UInt32(payload.count), stream: stream, type: type, flags: FrameFlags(rawValue: flags))
    var bytes = [UInt8](repeating: 0, count: FrameHeader.byteCount)
    bytes.withUnsafeMutableBytes { header.write(into: $0) }
    bytes += payload
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Foundation.send(descriptor, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw POSIXError(.EPIPE) }
      sent += count
    }
  }

  /// So many bytes; nil when the client has closed its end.
  private func receive(_ byteCount: Int) throws -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: byteCount)
    var received = 0
    while received < byteCount {
      let count = bytes.withUnsafeMutableBytes {
        recv(descriptor, $0.baseAddress! + received, byteCount - received, 0)
      }
      // A client that goes away with an answer unread shows as a reset.
      if received == 0, count == 0 || (count < 0 && errno == ECONNRESET) { return nil }
      guard count > 0 else { throw POSIXError(.ECONNRESET) }
      received += count
    }
    return bytes
  }

  private static func bound(_ path: String) throws -> Int32 {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard status == 0, listen(descriptor, 1) == 0 else { throw POSIXError(.EADDRINUSE) }
    return descriptor
  }
}

/// Runs blocking code where it holds up nobody.
private func blocking<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
  try await withCheckedThrowingContinuation { continuation in
    DispatchQueue(label: "blocking").async { continuation.resume(with: Result(catching: body)) }
  }
}
