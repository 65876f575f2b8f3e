import ExclaimDomain

/// A number as readers of English expect it: "5,667".
func grouped(_ number: Int64) -> String {
  let digits = String(number.magnitude)
  var text = ""
  for (index, digit) in digits.enumerated() {
    if index > 0 && (digits.count - index) % 3 == 0 { text.append(",") }
    text.append(digit)
  }
  return number < 0 ? "-" + text : text
}

/// "1 exchange", "64 exchanges".
func count(_ number: Int, _ noun: String) -> String {
  number == 1 ? "1 \(noun)" : "\(grouped(Int64(number))) \(noun)s"
}

/// "a, b and c".
func list(_ items: [String]) -> String {
  guard let last = items.last, items.count > 1 else { return items.first ?? "" }
  return items.dropLast().joined(separator: ", ") + " and " + last
}

/// The text with its first letter in upper case.
func sentence(_ text: String) -> String {
  text.prefix(1).uppercased() + text.dropFirst()
}

extension Bounds {
  /// "115", "at least 1,001", "0 to 4", "an unknown number".
  var words: String {
    let low = low ?? 0
    guard let high else { return low == 0 ? "an unknown number" : "at least \(grouped(low))" }
    return low == high ? grouped(low) : "\(grouped(low)) to \(grouped(high))"
  }

  /// The same with a noun that follows the number: "64 exchanges", "1 exchange".
  func words(_ noun: String) -> String {
    if low ?? 0 == 0, high == nil { return "an unknown number of \(noun)s" }
    return low == 1 && high == 1 ? "1 \(noun)" : "\(words) \(noun)s"
  }
}
