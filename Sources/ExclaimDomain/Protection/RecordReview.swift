/// Reads the texts of one record and collects what likely tells of one person in captivity.
struct RecordReview {
  private(set) var flags: [Flag] = []

  /// What is known of a text before it is read.
  enum Setting {
    /// Nothing: only words of captivity in the text itself count.
    case open
    /// The record is about captives, so that every word of the text stands beside that.
    case aboutCaptives
  }

  /// Reads one text; an empty one costs nothing.
  ///
  /// `field` is the path, made only when something is found.
  @discardableResult
  mutating func read(_ text: String, _ setting: Setting, _ field: @autoclosure () -> String) -> Bool {
    guard flags.count < PersonalData.flagsMax else { return false }
    var text = text
    let finding = text.withUTF8 { bytes -> TextFinding? in
      guard TextSigns.mayTellOfSomebody(bytes) else { return nil }
      var review = TextReview(bytes, setting)
      return review.finding()
    }
    guard let finding else { return false }
    if !finding.flags.isEmpty {
      let field = field()
      for found in finding.flags where flags.count < PersonalData.flagsMax {
        add(Flag(field: field, value: found.value, reason: found.reason, kind: found.kind))
      }
    }
    return finding.tellsOfCaptivity
  }

  mutating func add(_ flag: Flag) {
    if flags.count < PersonalData.flagsMax, !flags.contains(flag) { flags.append(flag) }
  }
}

/// What a text tells.
struct TextFinding {
  struct Found {
    var value: String
    var reason: String
    var kind: FlagKind
  }

  var flags: [Found] = []
  var tellsOfCaptivity = false
}

/// A glance at the bytes of a text.
enum TextSigns {
  /// False for a text in which nothing can be found: no capital letter after its first, no digit and no `@`.
  static func mayTellOfSomebody(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 1
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        if byte &- 0x41 < 26 || byte &- 0x30 < 10 || byte == 0x40 { return true }
      } else if byte == 0xD0 || byte == 0xD2 || (0xC3...0xC5).contains(byte) {
        // Capital letters of Cyrillic take up U+0400 to U+042F; for other letters beyond ASCII a look must decide.
        if byte != 0xD0 || (index + 1 < bytes.count && bytes[index + 1] < 0xB0 && index > 1) { return true }
      }
      index += 1
    }
    return false
  }
}
