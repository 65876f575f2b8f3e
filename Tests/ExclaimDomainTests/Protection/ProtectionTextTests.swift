import ExclaimDomain
import Foundation
import Testing

/// A short article and the kinds of likely personal data in it, as Tests/Conformance/protection/README.md tells.
struct ArticleCase: Sendable, CustomTestStringConvertible {
  let language: String
  let name: String
  let text: String
  let kinds: Set<FlagKind>

  var testDescription: String { "\(language): \(name)" }

  static func readAll() throws -> [ArticleCase] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Conformance/protection")
    return try ["en", "uk", "ru"].flatMap { language in
      let data = try Data(contentsOf: folder.appendingPathComponent("\(language).json"))
      let cases = try JSONDecoder().decode([Entry].self, from: data)
      return try cases.map { entry in
        let kinds = try entry.flags.map { name in try #require(FlagKind(rawValue: name)) }
        return ArticleCase(language: language, name: entry.name, text: entry.text, kinds: Set(kinds))
      }
    }
  }

  private struct Entry: Decodable {
    let name: String
    let text: String
    let flags: [String]
  }
}

@Suite struct ProtectionTextTests {
  @Test("An article gives the flags that it must give, and no other", arguments: try ArticleCase.readAll())
  func articleGivesItsFlags(article: ArticleCase) {
    let flags = PersonalData.flags(in: Document(text: article.text))
    #expect(Set(flags.map(\.kind)) == article.kinds, "\(article.text)\n\(flags)")
    #expect(flags.allSatisfy { $0.field == "text" })
  }

  @Test("There are at least thirty articles of each sort")
  func thereAreEnoughArticles() throws {
    let articles = try ArticleCase.readAll()
    #expect(articles.count { $0.kinds.isEmpty } >= 30)
    #expect(articles.count { !$0.kinds.isEmpty } >= 30)
  }

  @Test("Every kind of flag is found in some article")
  func everyKindIsShown() throws {
    let shown = try ArticleCase.readAll().reduce(into: Set<FlagKind>()) { $0.formUnion($1.kinds) }
    #expect(shown == Set(FlagKind.allCases))
  }

  @Test("A spelling with marks of stress, another apostrophe or another hyphen is the same word")
  func spellingsAreAlike() {
    for text in ["Иван Петренко попал в пле\u{301}н.", "Ива\u{301}н Петренко попал в плен."] {
      #expect(!PersonalData.flags(in: Document(text: text)).isEmpty, "\(text)")
    }
    for apostrophe in ["'", "’", "ʼ"] {
      let text = "В\(apostrophe)ячеслав Голуб потрапив у полон."
      #expect(PersonalData.flags(in: Document(text: text)).map(\.kind) == [.name], "\(text)")
    }
  }
}
