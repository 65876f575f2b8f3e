import ExclaimCLI

Exclaim.main()
