import ExclaimServer

@main
struct Exclaimd {
  static func main() async { await ServerCommand.main() }
}
