/// One place in a document where a claim stands.
public struct Mention: Sendable, Hashable {
  /// Reference to a Document.
  public var document: String
  /// The words of the document, byte for byte; empty when not kept.
  public var quote: String
  /// First byte of the quote in the document's text (UTF-8).
  public var start: Int?
  /// Byte after the quote's last.
  public var end: Int?
  /// In which part of the document.
  public var locus: Locus
  /// In whose voice.
  public var voice: Voice

  /// A mention; without offsets it stands somewhere in the document.
  public init(
    document: String = "", quote: String = "", start: Int? = nil, end: Int? = nil,
    locus: Locus = .unspecified, voice: Voice = .unspecified
  ) {
    self.document = document
    self.quote = quote
    self.start = start
    self.end = end
    self.locus = locus
    self.voice = voice
  }
}

/// In which part of a document words stand, numbered as in the contract.
public enum Locus: Int32, CodeList {
  case unspecified = 0
  case headline = 1
  case lead = 2
  case body = 3
  case caption = 4
  case teaser = 5
}

/// In whose voice words stand, numbered as in the contract.
public enum Voice: Int32, CodeList {
  case unspecified = 0
  case direct = 1
  case indirect = 2
  case narrator = 3
}
