import ExclaimDomain
import Testing

@Suite("EDTF dates")
struct EDTFDateTests {
  typealias FormRow = (text: String, earliest: String?, latest: String?, precision: EDTFDate.Precision)

  static let forms: [FormRow] = [
    ("2024", "2024-01-01", "2024-12-31", EDTFDate.Precision.year),
    ("2024-02", "2024-02-01", "2024-02-29", .month),
    ("2024-06-05", "2024-06-05", "2024-06-05", .day),
    ("2024-06-XX", "2024-06-01", "2024-06-30", .month),
    ("2024-XX", "2024-01-01", "2024-12-31", .year),
    ("2024-XX-XX", "2024-01-01", "2024-12-31", .year),
    ("202X", "2020-01-01", "2029-12-31", .decade),
    ("20XX", "2000-01-01", "2099-12-31", .century),
    ("2024-06-05?", "2024-06-05", "2024-06-05", .day),
    ("2024-06-05~", "2024-06-02", "2024-06-08", .day),
    ("2024-01~", "2023-12-01", "2024-02-29", .month),
    ("2024-12%", "2024-11-01", "2025-01-31", .month),
    ("2024~", "2023-01-01", "2025-12-31", .year),
    ("202X~", "2010-01-01", "2039-12-31", .decade),
    ("2024-06-01/2024-06-05", "2024-06-01", "2024-06-05", .interval),
    ("2024-05/2024-06-05~", "2024-05-01", "2024-06-08", .interval),
    ("2024-06-01/..", "2024-06-01", nil, .interval),
    ("../2024-06-05", nil, "2024-06-05", .interval),
    ("2024-06-01/", "2024-06-01", nil, .interval),
    ("/2024-06-05", nil, "2024-06-05", .interval),
    ("2025-07-28T17:46+03:00", "2025-07-28", "2025-07-28", .minute),
    ("2025-07-28T17:46:09Z", "2025-07-28", "2025-07-28", .second),
    ("2025-06-27T00:21", "2025-06-27", "2025-06-27", .minute),
    ("0000-01-01", "0000-01-01", "0000-01-01", .day),
    ("9999-12-31", "9999-12-31", "9999-12-31", .day),
  ]

  @Test("reads each form, with its first and last day", arguments: forms)
  func form(_ row: FormRow) throws {
    let date = try EDTFDate(row.text)
    #expect(date.earliest?.description == row.earliest)
    #expect(date.latest?.description == row.latest)
    #expect(date.precision == row.precision)
    #expect(date.text == row.text)
  }

  @Test("writes zones in one way")
  func zones() throws {
    #expect(try EDTFDate("2025-07-28T17:46+03").text == "2025-07-28T17:46+03:00")
    #expect(try EDTFDate("2025-07-28T17:46+00:00").text == "2025-07-28T17:46Z")
    #expect(try EDTFDate("2025-07-28T17:46-04:30").text == "2025-07-28T17:46-04:30")
  }

  @Test("keeps what the writer thought of the date")
  func qualifiers() throws {
    #expect(try EDTFDate("2024~").isApproximate && !EDTFDate("2024~").isUncertain)
    #expect(try EDTFDate("2024?").isUncertain && !EDTFDate("2024?").isApproximate)
    #expect(try EDTFDate("2024%").isUncertain && EDTFDate("2024%").isApproximate)
    #expect(try EDTFDate("2024-06-01/2024-06-05~").isApproximate)
    #expect(try !EDTFDate("2024").isApproximate && !EDTFDate("2024").isUncertain)
  }

  @Test("an open end and an unknown end are not the same")
  func openAndUnknown() throws {
    #expect(try EDTFDate("2024-06-01/..") != EDTFDate("2024-06-01/"))
  }

  @Test(
    "names the place and the reason of what is no date",
    arguments: [
      ("", 0, "empty"), ("2024-6-5", 5, "two digits"), ("2024-13-01", 5, "no month 13"),
      ("2024-06-31", 8, "no day 31"),
      ("2025-02-29", 8, "no day 29"), ("05.06.2024", 0, "four digits"), ("2024/06/05", 5, "four digits"),
      ("June 5", 0, "four digits"), ("24-06-05", 0, "four digits"), ("-0044", 0, "outside"),
      ("Y12024", 0, "outside"), ("2024-22", 5, "seasons"), ("2024-06-05/2024-06-01", 11, "before it begins"),
      ("2024-06/2024-05-31", 8, "before it begins"), ("/", 0, "no known end"), ("../..", 0, "no known end"),
      ("2024-06~-05", 8, "nothing more"), ("2024-06-05?~", 11, "nothing more"),
      ("2024-06-05 ", 10, "nothing more"),
      ("2024-06-05 17:46", 10, "nothing more"), ("2024-06T17:46", 7, "whole day"),
      ("2024-06-05T24:00", 11, "above 23"),
      ("2024-06-05T17:60", 14, "above 59"), ("2024-06-05T17", 13, "hours and minutes"),
      ("2024-06-05T17:46+15:00", 17, "above 14"), ("2024-06-05T17:46+14:30", 16, "14 hours"),
      ("2024-XX-05", 8, "month"),
      ("2XXX", 0, "four digits"), ("202X-05", 4, "nothing more"),
      ("2024-06-05T17:46/2024-06-06", 10, "\"/\""),
      ("2024-06-05/2024-06-06/2024-06-07", 21, "nothing more"), ("２０２４", 0, "four digits"),
      ("2024-00", 5, "no month 0"), ("2024-06-00", 8, "no day 0"),
    ])
  func refusal(_ text: String, _ offset: Int, _ reason: String) throws {
    let error = try #require(throws: DateError.self) { try EDTFDate(text) }
    #expect(error.text == text)
    #expect(error.offset == offset, "\(error)")
    #expect(error.reason.contains(reason), "\(error)")
    #expect(!error.remedy.isEmpty)
  }

  @Test("refuses a text one byte over the limit before it looks at it")
  func length() throws {
    let long = String(repeating: "2", count: EDTFDate.textBytesMax + 1)
    #expect(try #require(throws: DateError.self) { try EDTFDate(long) }.reason.contains("longer"))
    #expect(
      try #require(throws: DateError.self) { try EDTFDate(String(long.dropLast())) }.reason.contains(
        "nothing"))
  }

  @Test(
    "definitely before, maybe before, overlapping",
    arguments: [
      ("2024-06-05", "2024-06-06", true, true, false),
      ("2024-06-05", "2024-06-05", false, false, true),
      ("2024-06", "2024-06-05", false, true, true),
      ("2024-06-05", "2024-06", false, true, true),
      ("2024-06", "2024-07", true, true, false),
      ("2024-06~", "2024-07", false, true, true),
      ("2024-06?", "2024-07", true, true, false),
      ("../2024-06-05", "2024-06-06/..", true, true, false),
      ("2024-06-06/..", "../2024-06-05", false, false, false),
      ("2024-06-01/..", "2024-07", false, true, true),
      ("2025-07-28T17:46+03:00", "2025-07-28T15:00Z", true, true, false),
      ("2025-07-28T17:46+03:00", "2025-07-28T14:46Z", false, false, true),
      ("2025-07-28T17:46", "2025-07-28T18:00", false, false, true),
    ])
  func order(_ a: String, _ b: String, _ definitely: Bool, _ maybe: Bool, _ overlaps: Bool) throws {
    let (a, b) = (try EDTFDate(a), try EDTFDate(b))
    #expect(a.isDefinitelyBefore(b) == definitely)
    #expect(a.isMaybeBefore(b) == maybe)
    #expect(a.overlaps(b) == overlaps)
    #expect(b.overlaps(a) == overlaps)
  }

  @Test("whatever is read has its ends in order and reads back as itself")
  func soup() {
    var generator = SeededGenerator.announced()
    let pieces = [
      "2024", "2025", "0000", "202X", "20XX", "-06", "-02", "-12", "-XX", "-05", "-29", "-31", "~", "?", "%",
      "/", "..",
      "T17:46", "T00:21:09", "Z", "+03:00", "-", "é",
    ]
    var readCount = 0
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 1...6, using: &generator))
        .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      guard let date = try? EDTFDate(text) else { continue }
      readCount += 1
      if let earliest = date.earliest, let latest = date.latest { #expect(earliest <= latest, "\(text)") }
      #expect((try? EDTFDate(date.text)) == date, "\(text)")
      #expect(!date.isDefinitelyBefore(date) && date.overlaps(date), "\(text)")
    }
    #expect(readCount > 100)
  }

  @Test("the basis has the numbers of the schema")
  func basis() {
    #expect(DateBasis.allCases.map(\.rawValue) == [1, 2, 3, 4, 5])
    #expect(DateBasis(rawValue: 4) == .externalKnowledge)
  }
}
