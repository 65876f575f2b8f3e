import ExclaimMessages
import ExclaimProof

extension TreeHead {
  /// A head that was kept: what `exclaim tree-head` wrote, as it is or as JSON.
  ///
  /// - Throws: ``Failure`` for a file that holds none.
  init(keptIn path: String) throws {
    let bytes = try InputFile(opening: path).allBytes()
    guard let text = String(validating: bytes, as: UTF8.self), let head = TreeHead(text: text) else {
      throw Failure(
        .badInput, "\(path) holds no tree head; keep one with: exclaim tree-head > FILE, as it is or as json")
    }
    self = head
  }

  /// `120 9f86d0…`, or the JSON of `exclaim tree-head`, or that of a verification that found no fault.
  init?(text: String) {
    if let head = try? V1.TreeHeadResponse(json: text) {
      self.init(size: head.size, root: head.root)
    } else if let finding = try? V1.VerifyResponse(json: text), finding.intact {
      self.init(size: finding.entries, root: [UInt8](hex: finding.treeRoot[...]) ?? [])
    } else {
      let words = text.split(whereSeparator: \.isWhitespace)
      guard words.count == 2, let size = UInt64(words[0]) else { return nil }
      self.init(size: size, root: [UInt8](hex: words[1]) ?? [])
    }
    guard root.count == SHA256.digestBytes else { return nil }
  }
}

extension [UInt8] {
  /// Bytes from hexadecimal digits; nil for anything else.
  init?(hex: Substring) {
    let digits = hex.utf8.map { Character(Unicode.Scalar($0)).hexDigitValue }
    guard digits.count % 2 == 0 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = digits[index], let low = digits[index + 1] else { return nil }
      bytes.append(UInt8(high * 16 + low))
    }
    self = bytes
  }

  /// The bytes as hexadecimal digits.
  var hex: String {
    map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
