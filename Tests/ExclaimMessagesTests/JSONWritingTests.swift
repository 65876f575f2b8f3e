import ExclaimMessages
import Testing

@Suite struct JSONWritingTests {
  @Test("leaves out defaults, writes enums without prefix and 64-bit numbers as text")
  func canonical() {
    let claim = V1.Claim(
      key: "k", speechAct: .denies, value: .quantity(V1.Quantity(hard: V1.Bounds(low: 101))),
      mentions: [V1.Mention(start: 0)])
    #expect(
      claim.json()
        == #"{"key":"k","speechAct":"DENIES","quantity":{"hard":{"low":"101"}},"mentions":[{"start":0}]}"#
    )
    #expect(V1.Claim().json() == "{}")
    #expect(V1.Claim(speechAct: .unrecognized(77)).json() == #"{"speechAct":77}"#)
  }

  @Test("indents by two spaces when asked to")
  func pretty() {
    let exchange = V1.Exchange(key: "x", mediators: ["uae"], legs: [V1.Leg(from: "ru"), V1.Leg()])
    #expect(
      exchange.json(pretty: true) == """
        {
          "key": "x",
          "mediators": [
            "uae"
          ],
          "legs": [
            {
              "from": "ru"
            },
            {}
          ]
        }
        """)
  }

  @Test("escapes quotes, backslashes and control characters, and leaves the rest as it is")
  func escapes() {
    #expect(V1.Claim(key: "\"\\/\n\r\t\u{1}\u{1F}é😀").json() == #"{"key":"\"\\/\n\r\t\u0001\u001fé😀"}"#)
  }

  @Test("writes the same text as bytes")
  func bytes() {
    let claim = V1.Claim(key: "ключ")
    #expect(claim.jsonBytes() == Array(claim.json().utf8))
  }
}
