import ArgumentParser
import ExclaimMessages

struct DocumentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "document", abstract: "Add a publication.", subcommands: [Add.self])

  struct Add: Command {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Add a publication as it was found.",
      discussion: """
        Another edition of a publication is another document. Quotes can be checked only where the text is kept.

        Example:
          exclaim document add --key s3 --title "Exchange of 24 August" \\
            --published 2024-08-24 --published-basis external-knowledge \\
            --language en --text-file article.txt
        """)

    @OptionGroup(title: "Record") var record: RecordOptions

    @Option(help: ArgumentHelp("Headline, or a description of your own.", valueName: "text"))
    var title: String = ""

    @Option(help: ArgumentHelp("Where it was published: an actor.", valueName: "ref"))
    var outlet: String = ""

    @Option(help: ArgumentHelp("Byline.", valueName: "text"))
    var byline: String = ""

    @Option(help: ArgumentHelp("Address.", valueName: "url"))
    var url: String = ""

    @Option(help: ArgumentHelp("When it was published.", valueName: "date"))
    var published: String = ""

    @Option(help: "How that date is known.")
    var publishedBasis: Choice<V1.DateBasis>?

    @Option(help: ArgumentHelp("Language of the text (BCP 47).", valueName: "tag"))
    var language: String = ""

    @Option(help: ArgumentHelp("SHA-256 of the raw bytes, 64 hexadecimal digits.", valueName: "hash"))
    var sha256: String = ""

    @Option(help: ArgumentHelp("A file with the text, in UTF-8.", valueName: "file"), completion: .file())
    var textFile: String?

    @Option(help: ArgumentHelp("Name of the group of copies of one story.", valueName: "name"))
    var cluster: String = ""

    @Option(help: ArgumentHelp("The document of which this is another edition.", valueName: "ref"))
    var editionOf: String = ""

    @Option(help: ArgumentHelp("What distinguishes this edition.", valueName: "text"))
    var edition: String = ""

    @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

    func perform(_ session: Session) throws {
      var fields = FlaggedRecord("document")
      try fields.set("title", title)
      try fields.set("outlet", outlet)
      try fields.set("byline", byline)
      try fields.set("url", url)
      try fields.set("published.edtf", published)
      try fields.set("published.basis", publishedBasis)
      try fields.set("language", language)
      try fields.set("sha256", sha256)
      try fields.set("text", textFile.map(readText) ?? "")
      try fields.set("cluster", cluster)
      try fields.set("editionOf", editionOf)
      try fields.set("edition", edition)
      try session.add(fields, record)
    }

    /// The text byte for byte: the offsets of quotes count in it.
    private func readText(_ path: String) throws -> String {
      let bytes = try InputFile(opening: path).allBytes()
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw Failure(.badInput, "\(path) is not valid UTF-8; convert it first, or leave the text out")
      }
      return text
    }
  }
}
