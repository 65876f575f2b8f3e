extension String {
  /// In quotation marks and cut, for messages.
  var quoted: String { "\"\(cut(toBytes: 160))\"" }

  /// The text, or as many of its first characters as fit in so many bytes and a sign that more followed.
  func cut(toBytes bytesMax: Int) -> String {
    guard utf8.count > bytesMax else { return self }
    var bytes = 0
    return prefix { character in
      bytes += character.utf8.count
      return bytes <= bytesMax
    } + "…"
  }
}
