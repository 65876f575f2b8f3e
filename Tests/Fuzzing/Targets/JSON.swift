import ExclaimMessages

extension FuzzTarget {
  /// Any bytes as JSON, and as what a message shows of them.
  static let json = FuzzTarget(
    name: "json",
    run: { bytes in
      let shown = VisibleText.of(bytes)
      try promise(bytes.isEmpty == shown.isEmpty, "bytes are shown: \(shown)")
      let value: JSONValue
      do throws(JSONFailure) {
        value = try JSONValue(parsing: bytes)
      } catch {
        return try check(error)
      }
      for pretty in [false, true] {
        let text = value.text(pretty: pretty)
        let again = try promiseSuccess("JSON that was written parses") { try JSONValue(parsing: text) }
        try promise(again == value, "JSON keeps its meaning: \(text)")
        // Compared by bytes too: to Swift two ways of writing an accented letter are equal.
        try promise(
          again.text(pretty: pretty).utf8.elementsEqual(text.utf8),
          "JSON that was written stays the same: \(text)")
      }
    },
    seeds: { lines in
      let texts = [
        "null", "true", "false", "0", "-0.5e+10", "1E3", #""a\"\\\/\b\f\n\r\t\u0000\ud83d\ude00é""#, "[]",
        "[1, [2], {}]",
        #"{"a": 1, "b": [true, null]}"#, #"{"a":1,"a":2}"#, "{\n\"ключ\" : \"слова\"\r\n}", "\u{FEFF}{}",
        #""\ud83d""#, "01", "1.", "tru", #"{"a" 1}"#, "[1 2]",
      ]
      let controls = (0..<0x20).map { "[\"\\u00\($0 < 16 ? "0" : "")\(String($0, radix: 16))\"]" }
      return (texts + controls + lines).map { Array($0.utf8) }
    })
}
