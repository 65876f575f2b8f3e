import ExclaimMessages
import Testing

@testable import ExclaimCLI

@Suite struct QuestionTests {
  @Test("every option of a question reaches the server, with the page that is wanted")
  func options() throws {
    let given = try QuestionOptions.parse([
      "--topic", "returned", "--dependent-power", "1", "--detaining-power", "2", "--category", "all",
      "--date",
      "2024", "--exchange", "3", "--agreement", "4", "--as-of", "#5", "--known", "recorded",
    ])
    let expected = V1.Question(
      topic: .returned, dependentPower: "1", detainingPower: "2", category: .all, date: "2024", exchange: "3",
      agreement: "4", asOf: "#5", known: .recorded, limit: 7, cursor: "8")
    #expect(given.question(limit: 7, cursor: "8") == expected)
    #expect(try QuestionOptions.parse([]).question() == V1.Question())
  }

  @Test(
    "a locale is of UTF-8 where the first variable that is set says so",
    arguments: [
      (["LANG": "en_GB.UTF-8"], true), (["LANG": "uk_UA.utf8"], true), ([:], false), (["LANG": "C"], false),
      (["LC_ALL": "C", "LANG": "en_GB.UTF-8"], false), (["LC_CTYPE": "C.UTF-8", "LANG": "C"], true),
    ])
  func locale(variables: [String: String], isUTF8: Bool) {
    #expect(localeIsUTF8 { variables[$0] } == isUTF8)
  }
}
