extension Vocabulary {
  /// Signs that mean the same in every language. The format is described in `Vocabulary+Data.swift`.
  static let sharedData = """
    prefix more-than: >
    prefix fewer-than: <
    prefix at-least: ≥
    prefix at-most: ≤
    prefix around: ~ | ≈
    suffix at-least: +
    range: … - | … –
    percent: %
    fraction 1/2: ½
    fraction 1/3: ⅓
    fraction 2/3: ⅔
    fraction 1/4: ¼
    fraction 3/4: ¾
    """
}
