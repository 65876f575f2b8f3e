import ExclaimCLI
import Glibc

exit(Exclaim.run(Array(CommandLine.arguments.dropFirst())).rawValue)
