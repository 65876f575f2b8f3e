import ExclaimDomain

/// Documents that tell one story.
public struct Story: Sendable, Hashable {
  /// The documents, in the order of the ledger.
  public var documents: [Source]
  /// Least likeness of two texts that tie them together, from 0 to 1; nil where analysts said that they are one.
  public var likeness: Double?
  /// Why they are one: "cluster afp-2025-06-27", "edition of s2", "texts are alike".
  public var reasons: [String]
}

/// Which documents tell one story: what analysts say of it first, and then how alike the texts are.
///
/// A `cluster` of one name makes one story, and without a cluster `editionOf` leads to that of the other edition. Texts
/// that are alike join stories, unless these have clusters and the names differ: whoever named them knew better.
struct Stories: Sendable {
  /// For each document of the ledger, the first one of its story as analysts see it.
  private let told: [Int]
  /// The same with copies that were found by their texts.
  private let found: [Int]
  /// For each story by its first document, the least likeness that ties it together.
  private let likeness: [Int: Double]
  /// Why documents are one story, by the first.
  private let reasons: [Int: [String]]
  private static let alike = "texts are alike"

  init(_ ledger: Ledger) {
    let documents = Array(ledger.documents)
    var groups = Groups(count: documents.count)
    var links: [(document: Int, reason: String)] = []
    var firstOfCluster: [String: Int] = [:]
    for (index, document) in documents.enumerated() {
      if !document.cluster.isEmpty {
        if let first = firstOfCluster[document.cluster] {
          groups.join(first, index)
          links.append((index, "cluster \(document.cluster)"))
        } else {
          firstOfCluster[document.cluster] = index
        }
      } else if let other = ledger.index(ofDocument: document.editionOf), other != index {
        groups.join(other, index)
        links.append((index, "edition of \(documents[other].reference)"))
      }
    }
    let told = documents.indices.map { groups.root($0) }
    var names = Dictionary(
      documents.indices.map { (told[$0], Set([documents[$0].cluster]).subtracting([""])) },
      uniquingKeysWith: { $0.union($1) })
    var least: [Int: Double] = [:]
    // The likest first: where clusters keep two apart, what is between them goes to that of which it has more.
    let pairs = LikeTexts.pairs(among: documents).sorted {
      ($1.likeness, $0.first, $0.second) < ($0.likeness, $1.first, $1.second)
    }
    for pair in pairs {
      let roots = [groups.root(pair.first), groups.root(pair.second)]
      let (one, other) = (names[roots[0]] ?? [], names[roots[1]] ?? [])
      if roots[0] == roots[1] || (!one.isEmpty && !other.isEmpty && one != other) { continue }
      groups.join(roots[0], roots[1])
      let root = groups.root(roots[0])
      names[root] = one.union(other)
      least[root] = ([pair.likeness] + roots.compactMap { least[$0] }).min()
      links.append((pair.second, Self.alike))
    }
    let roots = documents.indices.map { groups.root($0) }
    (self.told, found) = (told, roots)
    likeness = least
    reasons = Dictionary(grouping: links) { roots[$0.document] }.mapValues { unique($0.map(\.reason)) }
  }

  /// The first document of the story of this one, as analysts see it.
  func told(_ document: Int) -> Int { told[document] }

  /// The same with copies that were found by their texts.
  func found(_ document: Int) -> Int { found[document] }

  /// Why the documents of a story are one.
  func reasons(of story: Int) -> [String] { reasons[story] ?? [] }

  /// Why a document is of its story as analysts see it, or as their texts show as well: "one story: edition of s2".
  func words(_ document: Int, byTexts: Bool) -> String {
    let reasons = reasons(of: found[document]).filter { byTexts || $0 != Self.alike }
    return reasons.isEmpty ? "one document" : "one story: \(list(reasons))"
  }

  /// The least likeness of two texts that ties a story together; nil where analysts said that it is one.
  func likeness(of story: Int) -> Double? { likeness[story] }

  /// Stories of more than one document, those with most first, each by its documents.
  var ofSeveral: [(story: Int, documents: [Int])] {
    Dictionary(grouping: found.indices) { found[$0] }.filter { $0.value.count > 1 }
      .map { (story: $0.key, documents: $0.value) }
      .sorted { ($1.documents.count, $0.story) < ($0.documents.count, $1.story) }
  }
}

extension RecordValue {
  /// How people name it: by its key, or by its id where it has none.
  var reference: String { key.isEmpty ? id : key }
}
