import Glibc

/// Where a command speaks: data on `out`, talk on `err`.
struct Console {
  let out: Sink
  let err: Sink
  /// Whether `out` is a terminal.
  var outIsTerminal = false
  /// Whether `err` is a terminal.
  var errIsTerminal = false
  /// Columns at which text wraps; nil when nothing limits it, as in a pipe.
  var columns: Int?
  /// Whether `out` may be coloured.
  var color = false
  /// Whether the reader can be shown more than ASCII; drawings keep to that where they cannot.
  var isUTF8 = true
  /// Takes a line from the user, nil at the end of them all; nil where nobody is there to be asked.
  var readAnswer: (() throws -> String?)?

  /// The console of this process.
  static func standard(color choice: ColorChoice) -> Console {
    let outIsTerminal = isatty(STDOUT_FILENO) == 1
    let errIsTerminal = isatty(STDERR_FILENO) == 1
    var console = Console(
      out: Sink(descriptor: STDOUT_FILENO), err: Sink(descriptor: STDERR_FILENO),
      outIsTerminal: outIsTerminal, errIsTerminal: errIsTerminal,
      columns: columns(outIsTerminal: outIsTerminal),
      color: choice.allows(terminal: outIsTerminal), isUTF8: showsUnicode())
    if errIsTerminal && isatty(STDIN_FILENO) == 1 { console.readAnswer = { try readLineOfInput() } }
    return console
  }

  private static func readLineOfInput() throws -> String? {
    try InputFile(opening: "-").nextLine().map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  /// One line of talk.
  func say(_ text: String) throws {
    // Data comes first, so that the two streams read in order on one terminal.
    try out.flush()
    try err.line("exclaim: \(text)")
    try err.flush()
  }

  /// Asks until the answer begins with the first letter of one of the choices.
  ///
  /// - Returns: that letter; nil where nobody answers.
  func ask(_ question: String, _ choices: [String]) throws -> Character? {
    guard let readAnswer else { return nil }
    let letters = choices.compactMap(\.first)
    while true {
      try out.flush()
      try err.write("exclaim: \(question) [\(choices.joined(separator: ", "))] ")
      try err.flush()
      guard let line = try readAnswer() else { return nil }
      let letter = line.first { $0 != " " }.flatMap { $0.lowercased().first }
      if let letter, letters.contains(letter) { return letter }
    }
  }

  /// Text in bold, where colour is allowed.
  func bold(_ text: String) -> String {
    color ? "\u{1B}[1m\(text)\u{1B}[0m" : text
  }

  /// Columns for which text is laid out: in fewer nothing can be drawn, and no eye follows a longer line.
  static let columnsRange = 20...500

  /// `$COLUMNS` where it is set, else the terminal's own width; a pipe has none, as with git and gh.
  static func columns(
    outIsTerminal: Bool, wanted: String? = environment("COLUMNS"), ofTerminal: () -> Int? = terminalColumns
  ) -> Int? {
    let given = wanted.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    guard let columns = given ?? (outIsTerminal ? ofTerminal() ?? 80 : nil) else { return nil }
    return min(columnsRange.upperBound, max(columnsRange.lowerBound, columns))
  }

  private static func terminalColumns() -> Int? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}

/// When to colour.
enum ColorChoice: String, CaseIterable {
  case auto, always, never

  /// Whether to colour an output that is a terminal, or is none.
  ///
  /// `auto` obeys `NO_COLOR` (no-color.org) and a dumb terminal.
  func allows(terminal: Bool, _ variable: (String) -> String? = environment) -> Bool {
    switch self {
    case .always: true
    case .never: false
    case .auto: terminal && variable("NO_COLOR") == nil && variable("TERM") != "dumb"
    }
  }
}

/// A variable of the environment; nil when it is not set or empty.
func environment(_ name: String) -> String? {
  guard let value = getenv(name), value.pointee != 0 else { return nil }
  return String(cString: value)
}

/// Whether more than ASCII can be shown: the locale is one of UTF-8, and the terminal is not one that knows letters alone.
func showsUnicode(_ variable: (String) -> String? = environment) -> Bool {
  localeIsUTF8(variable) && variable("TERM") != "dumb"
}

/// Whether the locale of the environment is one of UTF-8, by the first variable that says something.
func localeIsUTF8(_ variable: (String) -> String? = environment) -> Bool {
  let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(variable).first ?? ""
  return locale.lowercased().replacing("-", with: "").contains("utf8")
}
