import ExclaimMessages
import Testing

@Suite struct TimestampTests {
  @Test(
    "writes and reads RFC 3339",
    arguments: [
      (0, 0, "1970-01-01T00:00:00Z"), (951_782_400, 0, "2000-02-29T00:00:00Z"),
      (-1, 999_999_999, "1969-12-31T23:59:59.999999999Z"),
      (1_753_711_500, 250_000_000, "2025-07-28T14:05:00.250Z"),
      (1, 1000, "1970-01-01T00:00:01.000001Z"), (-62_135_596_800, 0, "0001-01-01T00:00:00Z"),
      (253_402_300_799, 999_999_999, "9999-12-31T23:59:59.999999999Z"),
    ] as [(Int64, Int32, String)])
  func rfc3339(seconds: Int64, nanos: Int32, text: String) {
    let moment = Timestamp(seconds: seconds, nanos: nanos)
    #expect(moment.rfc3339 == text)
    #expect(Timestamp(rfc3339: text) == moment)
  }

  @Test("reads offsets and small letters")
  func offsets() {
    let noon = Timestamp(rfc3339: "2025-07-28T12:00:00Z")
    #expect(noon != nil)
    #expect(Timestamp(rfc3339: "2025-07-28T15:00:00+03:00") == noon)
    #expect(Timestamp(rfc3339: "2025-07-28t07:30:00-04:30") == noon)
    #expect(Timestamp(rfc3339: "2025-07-28t12:00:00.0z") == noon)
  }

  @Test(
    "refuses what is no moment",
    arguments: [
      "", "2025-07-28", "2025-07-28T12:00:00", "2025-07-28 12:00:00Z", "2025-13-01T00:00:00Z",
      "2025-00-01T00:00:00Z",
      "2025-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2025-07-28T24:00:00Z", "2025-07-28T12:60:00Z",
      "2016-12-31T23:59:60Z", "2025-07-28T12:00:00.Z", "2025-07-28T12:00:00.0000000001Z",
      "2025-07-28T12:00:00+0300",
      "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-00:01",
      "2025-07-28T12:00:00Z ",
    ])
  func refused(text: String) {
    #expect(Timestamp(rfc3339: text) == nil)
  }

  @Test("shows a moment that RFC 3339 cannot write by its parts")
  func outOfRange() {
    #expect(Timestamp(seconds: 253_402_300_800).json() == #"{"seconds":"253402300800"}"#)
    #expect(Timestamp(seconds: 1, nanos: -1).json() == #"{"seconds":"1","nanos":-1}"#)
  }
}
