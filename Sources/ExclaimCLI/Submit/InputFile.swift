import ExclaimWire
import Glibc

/// A file of records, read line by line; `-` is standard input.
final class InputFile {
  /// Its name, as errors give it.
  let name: String
  /// Its length in bytes; nil for a pipe.
  let byteCount: Int?
  /// Bytes that were read so far.
  private(set) var bytesRead = 0

  /// The longest line, in bytes: no record of this length would fit a frame.
  static let lineBytesMax = Limits.standard.frameBytesMax

  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false
  private var lineNumber = 0

  /// Opens a file.
  ///
  /// - Throws: ``Failure`` that names the file and says why it cannot be read.
  init(opening path: String) throws {
    name = path == "-" ? "stdin" : path
    descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Failure(
        .badInput, "\(path) cannot be read: \(systemErrorText(errno)); check the name and its permissions")
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
      throw Failure(.badInput, "\(path) is a directory; name the files in it: \(path)/*.jsonl")
    }
    byteCount = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
  }

  /// A text that is in memory.
  convenience init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// A file that is in memory.
  init(name: String, bytes: [UInt8]) {
    self.name = name
    buffer = bytes
    byteCount = buffer.count
    descriptor = -1
    isAtEnd = true
  }

  deinit {
    if descriptor > STDIN_FILENO { close(descriptor) }
  }

  /// One line without its end.
  struct Line {
    /// Its number in the file, from 1.
    let number: Int
    /// Its bytes.
    var bytes: ArraySlice<UInt8>
    /// Whether it was cut at ``InputFile/lineBytesMax``.
    var isTooLong = false
  }

  /// The next line; nil at the end.
  ///
  /// - Throws: ``Failure`` when the file cannot be read further; ``Interrupted``.
  func nextLine() throws -> Line? {
    var isTooLong = false
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0A) {
        return take(until: end, next: end + 1, isTooLong: isTooLong)
      }
      if buffer.count - start > Self.lineBytesMax {
        // What was read of it so far is dropped; the rest of the line follows the same way.
        isTooLong = true
        start = buffer.count
      }
      searched = buffer.count - start
      if isAtEnd { break }
      try fill()
    }
    guard start < buffer.count || isTooLong else { return nil }
    return take(until: buffer.count, next: buffer.count, isTooLong: isTooLong)
  }

  /// Everything that has not been read yet.
  func allBytes() throws -> [UInt8] {
    while !isAtEnd { try fill() }
    defer { start = buffer.count }
    return Array(buffer[start...])
  }

  private func take(until end: Int, next: Int, isTooLong: Bool) -> Line {
    var bytes = buffer[start..<end]
    if bytes.last == 0x0D { bytes.removeLast() }
    if lineNumber == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    start = next
    lineNumber += 1
    return Line(number: lineNumber, bytes: bytes, isTooLong: isTooLong || bytes.count > Self.lineBytesMax)
  }

  private func fill() throws {
    buffer.removeSubrange(..<start)
    start = 0
    let chunkBytes = 65_536
    let chunk = try [UInt8](unsafeUninitializedCapacity: chunkBytes) { storage, count in
      while true {
        let received = read(descriptor, storage.baseAddress, chunkBytes)
        if received >= 0 {
          count = received
          return
        }
        guard errno == EINTR else {
          throw Failure(.badInput, "\(name) cannot be read further: \(systemErrorText(errno))")
        }
        // A pipe may stay silent for long: whoever wishes to stop must not wait for its next line.
        if Interruption.isWanted { throw Interrupted() }
      }
    }
    isAtEnd = chunk.isEmpty
    bytesRead += chunk.count
    buffer += chunk
  }
}
