import ExclaimMessages
import ExclaimWire
import Foundation

@testable import ExclaimCLI

/// A server with a schema of its own, of which nothing in the program knows. It answers with what it is sent.
enum ShopServer {
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
    return try await FakeServer.run({ answer($0, $1, described) }, client: client)
  }

  private static func answer(
    _ method: String, _ received: [[UInt8]], _ description: [UInt8]?
  ) -> [FakeServer.Reply] {
    switch method {
    case "exclaim.v1.Control/Describe" where description != nil:
      var response = V1.DescribeResponse()
      response.fileDescriptorSet = description ?? []
      return [.answer(response.encoded())]
    case "shop.v1.Shop/Sell": return [.answer(received[0])]
    case "shop.v1.Shop/Watch": return (received + received).map { .message($0) } + [.end]
    case "shop.v1.Shop/Gather": return [.answer(received.last ?? [])]
    case "shop.v1.Shop/Talk": return received.map { .message($0) } + [.end]
    case "shop.v1.Shop/Lie": return [.answer([0x0A, 0x01, 0xFF])]
    case "shop.v1.Shop/Fail": return [.failure(Status(.failedPrecondition, "sold out"))]
    default: return [.failure(Status(.unimplemented, "no \(method)"))]
    }
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
}
