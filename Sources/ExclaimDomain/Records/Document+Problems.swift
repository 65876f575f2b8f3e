extension Document {
  /// Everything wrong with the document by itself.
  public func problems() -> [Problem] {
    var list = ProblemList()
    list.add(keyProblems())
    if title.isEmpty && url.isEmpty && sha256.isEmpty && text.isEmpty {
      list.add(
        "title", "", "nothing says which publication this is",
        "give a title or description of your own, or url, sha256 or text")
    }
    checkDigest(&list)
    list.refuseSelf("editionOf", editionOf, of: self)
    checkExcluded(&list)
    return list.problems
  }

  private func checkDigest(_ list: inout ProblemList) {
    let digits = sha256.utf8
    let lower = "0123456789abcdef".utf8
    guard !digits.isEmpty, digits.count != 64 || !digits.allSatisfy({ lower.contains($0) }) else { return }
    list.add(
      "sha256", sha256, "is not 64 hexadecimal digits in lower case (it has \(sha256.count) characters)",
      "give the output of sha256sum on the file as found, without the file name")
  }

  private func checkExcluded(_ list: inout ProblemList) {
    let bytes = Array(text.utf8)
    for (index, span) in excluded.enumerated() {
      let field = "excluded[\(index)]"
      if span.start >= span.end {
        list.add(
          "\(field).end", "\(span.end)", "is not after start \(span.start)",
          "give the byte after the last one excluded")
        continue
      }
      guard !bytes.isEmpty else { continue }
      if span.end > bytes.count {
        list.add(
          "\(field).end", "\(span.end)", "is outside the text, which has \(bytes.count) bytes",
          "count UTF-8 bytes of the text as submitted, from 0")
        continue
      }
      for (name, offset) in [("start", span.start), ("end", span.end)]
      where offset < bytes.count && bytes[offset] & 0xC0 == 0x80 {
        list.add(
          "\(field).\(name)", "\(offset)", "is in the middle of a character",
          "count UTF-8 bytes, and begin and end between characters")
      }
    }
  }
}
