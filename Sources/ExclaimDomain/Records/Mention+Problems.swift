extension Mention {
  /// Everything wrong with the mention by itself; `field` is its path, such as "mentions[0]".
  ///
  /// Whether the quote stands in the document at these offsets is for those to check who have the document.
  func problems(field: String) -> [Problem] {
    var list = ProblemList()
    list.require("\(field).document", document, "the document", "name the document by id or key")
    switch (start, end) {
    case (nil, nil): break
    case (nil, let end?):
      list.add(
        "\(field).start", "", "is missing although end is \(end)", "give both offsets, or neither")
    case (let start?, nil):
      list.add(
        "\(field).end", "", "is missing although start is \(start)", "give both offsets, or neither")
    case (let start?, let end?) where start >= end:
      list.add(
        "\(field).end", "\(end)", "is not after start \(start)",
        "give the byte after the quote's last; offsets count UTF-8 bytes from 0")
    case (let start?, let end?):
      let quoteBytes = quote.utf8.count
      if quoteBytes != 0 && quoteBytes != end - start {
        list.add(
          "\(field).end", "\(end)",
          "the offsets span \(end - start) bytes, but the quote has \(quoteBytes)",
          "count UTF-8 bytes, not characters, or leave the offsets out and let the server find the quote")
      }
    }
    return list.problems
  }
}
