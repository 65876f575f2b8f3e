import ExclaimServer

await ServerCommand.main()
