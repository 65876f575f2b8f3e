import Glibc

extension QuoteDraft {
  /// What is wrong with the quote in a document's text: part of the field, value, reason, remedy; nil when it is right.
  ///
  /// Without a text, a quote without offsets is taken on trust.
  func fault(in text: [UInt8]?) -> (part: String, value: String, reason: String, remedy: String)? {
    let words = String(decoding: quote.prefix(200), as: UTF8.self)
    switch (start, end) {
    case (nil, nil):
      guard let text, !Self.contains(text, quote) else { return nil }
      return (
        ".quote", words, "does not stand in the text of \(document)",
        "quote the document's words byte for byte, or correct the document"
      )
    case (let start?, let end?):
      guard let text else {
        return (
          ".start", String(start), "cannot be checked: \(document) is stored without its text",
          "leave the offsets out, or submit the document with its text"
        )
      }
      guard 0 <= start, start <= end, end <= text.count else {
        // The end is at fault unless the quote already begins outside.
        let startIsInside = 0 <= start && start <= text.count
        return (
          startIsInside ? ".end" : ".start", "\(start)..<\(end)",
          "does not lie within the \(text.count) bytes of \(document)",
          "count bytes of UTF-8 from 0, or leave the offsets out"
        )
      }
      guard !text[start..<end].elementsEqual(quote) else { return nil }
      let there = String(decoding: text[start..<min(end, start + 200)], as: UTF8.self)
      return (
        ".quote", words, "is not what stands at \(start)..<\(end) of \(document): “\(there)”",
        "quote the document's words byte for byte, or leave the offsets out"
      )
    case (let start?, nil):
      return (".end", "", "is missing beside the start, \(start)", "give both offsets or none")
    case (nil, let end?):
      return (".start", "", "is missing beside the end, \(end)", "give both offsets or none")
    }
  }

  private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    guard let first = part.first else { return true }
    return text.withUnsafeBytes { text in
      part.withUnsafeBytes { part in
        guard let start = text.baseAddress, let wanted = part.baseAddress else { return false }
        var offset = 0
        while offset + part.count <= text.count,
          let hit = memchr(start + offset, Int32(first), text.count - part.count - offset + 1)
        {
          if memcmp(hit, wanted, part.count) == 0 { return true }
          offset = UnsafeRawPointer(hit) - start + 1
        }
        return false
      }
    }
  }
}
