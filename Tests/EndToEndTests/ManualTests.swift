import Foundation
import Testing

/// The manual pages and completions that come with the programs.
@Suite struct ManualTests {
  private let scratch: Scratch
  private var share: URL { scratch.url.appendingPathComponent("share") }

  /// An installation of the programs.
  init() throws {
    scratch = try Scratch()
    let done = try Self.build("--install", scratch.url.path)
    guard done.status == 0, done.stdout == "\(scratch.url.path)/bin\n" else { throw Failure(done.stderr) }
  }

  private static func build(_ arguments: String...) throws -> Output {
    try run(
      Programs.root.appendingPathComponent("ci/build"), arguments,
      environment: ["EXCLAIM_BIN": Programs.directory.path])
  }

  private static func has(_ program: String) -> Bool {
    FileManager.default.isExecutableFile(atPath: "/usr/bin/\(program)")
  }

  private var pages: URL { share.appendingPathComponent("man/man1") }

  /// The commands below one, as its help lists them.
  private func subcommands(of path: [String]) throws -> [[String]] {
    let help = try run(Programs.path(path[0]), path.dropFirst() + ["--help"]).stdout
    var isListed = false
    var found: [[String]] = []
    for line in help.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasSuffix("SUBCOMMANDS:") { isListed = true }
      if line.isEmpty { isListed = false }
      if isListed, line.hasPrefix("  "), !line.hasPrefix("   "), let name = line.split(separator: " ").first {
        found.append(path + [String(name)])
      }
    }
    return try found + found.flatMap(subcommands)
  }

  @Test(
    "every command has a page, every option of its help is in it with its value, and mandoc has nothing to warn of",
    .enabled(if: has("mandoc")))
  func manual() throws {
    let commands = try [["exclaim"], ["exclaimd"]] + subcommands(of: ["exclaim"])
    #expect(commands.count > 40)
    for command in commands {
      let page = pages.appendingPathComponent(command.joined(separator: "-") + ".1")
      let shown = try run(
        URL(fileURLWithPath: "/usr/bin/mandoc"), ["-T", "ascii", "-O", "width=300", page.path]
      )
      .stdout.replacing(#/.\u{8}/#, with: "")
      #expect(!shown.isEmpty, "\(command) has no page")
      let help = try run(Programs.path(command[0]), command.dropFirst() + ["--help"]).stdout
      let options = help.matches(of: #/(?m)^  (?:-\w, )?(--[a-z0-9-]+(?: <[^>]+>)?)/#).map { match in
        match.1.filter { $0 != "<" && $0 != ">" }
      }
      #expect(options.count >= 1, "\(help)")
      for option in options {
        // What is short has its text beside it.
        let isThere = shown.contains("\(option)\n") || shown.contains("\(option)  ")
        #expect(isThere, "\(command): \(option)")
      }
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: pages.path)
    let files = names.map { pages.appendingPathComponent($0).path }
    let told = try run(URL(fileURLWithPath: "/usr/bin/mandoc"), ["-T", "lint", "-W", "warning"] + files)
    #expect(told.status == 0 && told.stdout.isEmpty, "\(told.stdout)\(told.stderr)")
  }

  @Test("the completion of bash completes commands, kinds of records, values, options and files")
  func bash() throws {
    _ = try scratch.file("records.jsonl", "")
    let script = #"""
      cd "$1"
      . share/bash-completion/completions/exclaim
      . share/bash-completion/completions/exclaimd
      complete_words() {
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}; COMPREPLY=()
        "_$1" "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        echo "${COMPREPLY[*]}"
      }
      complete_words exclaim ti
      complete_words exclaim list ''
      complete_words exclaim evidence --topic he
      complete_words exclaim watch --until
      complete_words exclaim submit rec
      complete_words exclaim claim a
      complete_words exclaimd --check
      """#
    let told = try run(URL(fileURLWithPath: "/bin/bash"), ["-c", script, "bash", scratch.url.path])
    #expect(
      told.stdout == """
        timeline
        actor document claim exchange agreement relation assessment
        held
        --until-now
        records.jsonl
        add
        --check-config

        """, "\(told.stderr)")
  }

  @Test(
    "the completions of fish and zsh load, and complete a command", .enabled(if: has("fish") && has("zsh")))
  func otherShells() throws {
    let fish =
      "source fish/vendor_completions.d/exclaim.fish; complete -C 'exclaim list cl'; complete -C 'exclaim ti'"
    let folder = ["-C", share.path]
    let told = try run(URL(fileURLWithPath: "/usr/bin/env"), folder + ["fish", "-c", fish]).stdout
    #expect(told.hasPrefix("claim\n") || told.hasPrefix("claim\t"), "\(told)")
    #expect(told.contains("\ntimeline\t"), "\(told)")
    let zsh = """
      fpath=($PWD/zsh/site-functions $fpath); autoload -U compinit; compinit -u -D
      print $_comps[exclaim] $_comps[exclaimd]; zsh -n zsh/site-functions/_exclaim zsh/site-functions/_exclaimd
      """
    let loaded = try run(URL(fileURLWithPath: "/usr/bin/env"), folder + ["zsh", "-fc", zsh])
    #expect(loaded.status == 0 && loaded.stdout == "_exclaim _exclaimd\n", "\(loaded.stderr)")
  }

  @Test("an installation has each thing where it is looked for; what ci/build does not know it refuses")
  func install() throws {
    for path in [
      "bin/exclaim", "bin/exclaimd", "share/man/man1/exclaim.1", "share/man/man1/exclaimd.1",
      "share/man/man1/exclaim-claim-add.1", "share/bash-completion/completions/exclaim",
      "share/zsh/site-functions/_exclaim", "share/fish/vendor_completions.d/exclaim.fish",
    ] {
      #expect(
        FileManager.default.fileExists(atPath: scratch.url.appendingPathComponent(path).path), "\(path)")
    }
    #expect(try run(scratch.url.appendingPathComponent("bin/exclaim"), ["--version"]).status == 0)
    for wrong in [["--instal", "x"], ["--install"], ["x"]] {
      let refused = try run(
        Programs.root.appendingPathComponent("ci/build"), wrong,
        environment: ["EXCLAIM_BIN": Programs.directory.path])
      #expect(refused.status == 64 && refused.stderr.contains("usage"))
    }
  }
}
