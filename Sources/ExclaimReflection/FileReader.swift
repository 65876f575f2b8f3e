// The numbers of the fields are those of google/protobuf/descriptor.proto.

/// One `FileDescriptorProto`.
struct FileReader {
  /// How deep messages may be declared inside messages.
  static let depthMax = 64

  let bytes: ArraySlice<UInt8>
  private(set) var package = ""
  private(set) var syntax = "proto2"
  private(set) var comments: [[Int32]: String] = [:]

  init(_ bytes: ArraySlice<UInt8>) throws(ReflectionFailure) {
    self.bytes = bytes
    var reader = WireReader(bytes)
    while let field = try reader.next() {
      switch field.number {
      case 2: package = try field.text()
      case 9: comments = try Self.comments(field.bytes())
      case 12: syntax = try field.text()
      default: break
      }
    }
  }

  /// What stands above each declaration, else behind it, by the declaration's path of field numbers and
  /// places.
  private static func comments(_ info: ArraySlice<UInt8>) throws(ReflectionFailure) -> [[Int32]: String] {
    var comments: [[Int32]: String] = [:]
    var locations = WireReader(info)
    while let location = try locations.next() {
      guard location.number == 1 else { continue }
      var path: [Int32] = []
      var leading = "", trailing = ""
      var reader = WireReader(try location.bytes())
      while let field = try reader.next() {
        switch field.number {
        case 1: path += try field.int32s()
        case 3: leading = try field.text()
        case 4: trailing = try field.text()
        default: break
        }
      }
      let comment = tidied(leading.isEmpty ? trailing : leading)
      if !comment.isEmpty { comments[path] = comment }
    }
    return comments
  }

  /// Without the blanks that stand between a comment's mark and its words, and around the whole.
  private static func tidied(_ comment: String) -> String {
    let lines = comment.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.first == " " ? line.dropFirst() : line
    }
    let isBlank = { (line: Substring) in line.allSatisfy { $0 == " " } }
    let body = lines.drop(while: isBlank).reversed().drop(while: isBlank).reversed()
    return body.joined(separator: "\n")
  }

  /// Reads what the file declares.
  func read(into set: inout DescriptorSet) throws(ReflectionFailure) {
    var reader = WireReader(bytes)
    var places = Places(path: [])
    while let field = try reader.next() {
      switch field.number {
      case 4: try message(field.bytes(), in: package, at: places.next(4), into: &set)
      case 5: try set.add(enumeration(field.bytes(), in: package, at: places.next(5)))
      case 6: try set.add(service(field.bytes(), at: places.next(6)))
      default: break
      }
    }
  }
}

/// The paths of what a declaration holds: its own path, then a field's number and a place in that field.
struct Places {
  let path: [Int32]
  private var counts: [Int32: Int32] = [:]

  init(path: [Int32]) {
    self.path = path
  }

  mutating func next(_ number: Int32) -> [Int32] {
    defer { counts[number, default: 0] += 1 }
    return path + [number, counts[number, default: 0]]
  }
}
