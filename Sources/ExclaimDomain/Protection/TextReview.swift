/// Looks through the tokens of one text for what likely tells of one person in captivity.
struct TextReview {
  let bytes: UnsafeBufferPointer<UInt8>
  let setting: RecordReview.Setting
  private(set) var tokens: [TextToken] = []
  /// Indexes of tokens that tell of captivity, in order.
  private var captivity: [Int] = []
  private var found: [TextFinding.Found] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ setting: RecordReview.Setting) {
    self.bytes = bytes
    self.setting = setting
  }

  /// What the text tells. Cost: linear in its length.
  mutating func finding() -> TextFinding {
    var cutter = TextCutter(bytes)
    cutter.cut()
    tokens = cutter.tokens
    // What the whole text holds tells what need not be looked for.
    let held = cutter.classes
    if !held.isDisjoint(with: [.captivity, .captiveIfPassive]) { findCaptivity() }
    guard setting == .aboutCaptives || !captivity.isEmpty else { return TextFinding() }
    let names = cutter.capitals > 0 ? names() : []
    for name in names where found.count < PersonalData.flagsMax { report(name) }
    if cutter.hasNumbers {
      findBirths(names)
      if held.contains(.age) { findAges() }
      if held.contains(.identity) { findIdentityNumbers() }
    }
    if cutter.hasNumbers || cutter.hasAddress { findContacts() }
    if held.contains(.unit) { findSmallGroups() }
    return TextFinding(flags: found, tellsOfCaptivity: !captivity.isEmpty)
  }

  private mutating func findCaptivity() {
    for index in tokens.indices {
      let token = tokens[index]
      if token.classes.contains(.captiveIfPassive) && isPassive(index) {
        tokens[index].classes.formUnion([.captivity, .captive])
      }
      if tokens[index].classes.contains(.captivity) { captivity.append(index) }
    }
  }

  /// "was held", "is still being held", and not "talks were held".
  private func isPassive(_ index: Int) -> Bool {
    let before = max(0, index - 2)..<index
    guard tokens[before].contains(where: { $0.classes.contains(.state) }) else { return false }
    return !tokens[max(0, index - 6)..<index].contains { $0.classes.contains(.event) }
  }

  // MARK: - Beside captivity

  /// The word of captivity beside the token, if there is one; the empty string where the whole record is about it.
  func captivity(beside index: Int) -> String? {
    if let word = captivityWord(beside: index) { return word }
    return setting == .aboutCaptives ? "" : nil
  }

  private func captivityWord(beside index: Int) -> String? {
    guard !captivity.isEmpty else { return nil }
    var (low, high) = (0, captivity.count)
    while low < high {
      let middle = (low + high) / 2
      if captivity[middle] < index { low = middle + 1 } else { high = middle }
    }
    let neighbours = [low - 1, low].filter(captivity.indices.contains).map { captivity[$0] }
    guard
      let nearest = neighbours.filter({ isBeside($0, index) }).min(by: { abs($0 - index) < abs($1 - index) })
    else { return nil }
    return text(nearest...nearest)
  }

  private func isBeside(_ one: Int, _ other: Int) -> Bool {
    let distance = abs(one - other)
    if tokens[one].sentence == tokens[other].sentence { return distance <= PersonalData.tokensInSentenceMax }
    return distance <= PersonalData.tokensBesideMax
  }

  // MARK: - Answers

  mutating func report(_ range: ClosedRange<Int>, _ looks: String, _ kind: FlagKind) {
    guard found.count < PersonalData.flagsMax, let word = captivity(beside: range.lowerBound) else { return }
    let beside = word.isEmpty ? "in a record about captives" : "beside \"\(word)\""
    let value = cut(text(range))
    if found.contains(where: { $0.value == value && $0.kind == kind }) { return }
    found.append(.init(value: value, reason: "looks like \(looks) \(beside)", kind: kind))
  }

  /// The words of these tokens as they stand in the text.
  func text(_ range: ClosedRange<Int>) -> String {
    String(
      decoding: bytes[Int(tokens[range.lowerBound].start)..<Int(tokens[range.upperBound].end)], as: UTF8.self)
  }

  private func cut(_ text: String) -> String {
    text.count <= PersonalData.valueCharactersMax
      ? text : text.prefix(PersonalData.valueCharactersMax - 1) + "…"
  }

  // MARK: - Looking around

  /// The token, if it stands in this text.
  func token(_ index: Int) -> TextToken? { tokens.indices.contains(index) ? tokens[index] : nil }

  /// The token, if it stands in the sentence of the other.
  func token(_ index: Int, inSentenceOf other: Int) -> TextToken? {
    token(index).flatMap { $0.sentence == tokens[other].sentence ? $0 : nil }
  }

  /// The tokens of the sentence from so many before the token to so many after it.
  func sentence(around index: Int, before: Int, after: Int) -> ClosedRange<Int> {
    var (first, last) = (index, index)
    while first > max(0, index - before), token(first - 1, inSentenceOf: index) != nil { first -= 1 }
    while last < index + after, token(last + 1, inSentenceOf: index) != nil { last += 1 }
    return first...last
  }
}
