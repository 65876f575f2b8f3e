// swift-tools-version: 6.2
import PackageDescription

// A program of this size has some hundred thousand relocations and exported symbols, which cost it 3.5 MB and a part of
// every start. The linker that comes with Swift packs the ones, for glibc 2.36 and newer, and leaves out the others.
let quickStart: [LinkerSetting] = [
  .unsafeFlags(
    [
      "-use-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs", "-Xlinker", "--no-export-dynamic",
    ], .when(configuration: .release))
]

let package = Package(
  name: "exclaim",
  products: [
    .executable(name: "exclaimd", targets: ["exclaimd"]),
    .executable(name: "exclaim", targets: ["exclaim"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
  ],
  targets: [
    // System libraries and C.
    .systemLibrary(name: "CProtobufC", pkgConfig: "libprotobuf-c", providers: [.apt(["libprotobuf-c-dev"])]),
    .systemLibrary(name: "CNettle", pkgConfig: "nettle", providers: [.apt(["nettle-dev"])]),
    .systemLibrary(name: "CGLPK", providers: [.apt(["libglpk-dev"])]),
    .target(name: "CExclaimProtos", dependencies: ["CProtobufC"]),
    .target(name: "CExclaimLinux"),
    .target(name: "CExclaimSQLite", dependencies: [.product(name: "GRDBSQLite", package: "GRDB.swift")]),
    // Needs the headers of libtomlplusplus-dev.
    .target(name: "CExclaimTOML"),

    // Pure: no I/O, nothing imported from outside but SHA-256 and the simplex method.
    .target(name: "ExclaimWire"),
    .target(name: "ExclaimDomain"),
    .target(name: "ExclaimConstraints", dependencies: ["CGLPK"]),
    .target(
      name: "ExclaimAnalysis", dependencies: ["ExclaimDomain", "ExclaimConstraints"], exclude: ["DESIGN.md"]),
    .target(name: "ExclaimProof", dependencies: ["CNettle"]),

    // Messages, storage and the two ends of the protocol.
    .target(name: "ExclaimMessages", dependencies: ["CExclaimProtos", "CProtobufC"]),
    .target(
      name: "ExclaimStore",
      dependencies: [
        "ExclaimDomain", "ExclaimProof", "CExclaimSQLite", "CExclaimLinux",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    .target(
      name: "ExclaimRPC",
      dependencies: [
        "ExclaimWire", "ExclaimMessages", "CExclaimLinux",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "Logging", package: "swift-log"),
      ]),
    .target(name: "ExclaimReflection", dependencies: ["ExclaimMessages"]),
    .target(name: "ExclaimClient", dependencies: ["ExclaimWire", "ExclaimMessages"]),

    // Where all meet.
    .target(
      name: "ExclaimServer",
      dependencies: [
        "ExclaimRPC", "ExclaimStore", "ExclaimAnalysis", "ExclaimDomain", "ExclaimProof", "ExclaimMessages",
        "ExclaimWire", "CExclaimLinux", "CExclaimTOML",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .target(
      name: "ExclaimCLI",
      dependencies: [
        "ExclaimClient", "ExclaimReflection", "ExclaimMessages", "ExclaimWire", "ExclaimProof",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "exclaimd", dependencies: ["ExclaimServer"], linkerSettings: quickStart),
    .executableTarget(name: "exclaim", dependencies: ["ExclaimCLI"], linkerSettings: quickStart),

    // Tests.
    .testTarget(name: "ExclaimWireTests", dependencies: ["ExclaimWire"]),
    .testTarget(name: "ExclaimDomainTests", dependencies: ["ExclaimDomain"]),
    .testTarget(
      name: "ExclaimConstraintsTests", dependencies: ["ExclaimConstraints"],
      exclude: ["exact.py", "oracle.py"]),
    .target(
      name: "LedgerGenerator", dependencies: ["ExclaimAnalysis", "ExclaimDomain"],
      path: "Tests/LedgerGenerator"),
    .testTarget(name: "LedgerGeneratorTests", dependencies: ["LedgerGenerator"]),
    .testTarget(
      name: "ExclaimAnalysisTests", dependencies: ["ExclaimAnalysis", "LedgerGenerator"],
      exclude: ["reconciliation_counts.py", "reconciliation_exchanges.py", "reconciliation_oracle.py"]),
    .testTarget(name: "ExclaimProofTests", dependencies: ["ExclaimProof"]),
    .testTarget(name: "ExclaimMessagesTests", dependencies: ["ExclaimMessages"], exclude: ["oracle.py"]),
    .testTarget(
      name: "ExclaimStoreTests",
      dependencies: [
        "ExclaimStore", "ExclaimProof", "ExclaimAnalysis", .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .target(
      name: "FaultyDisk", dependencies: [.product(name: "GRDBSQLite", package: "GRDB.swift")],
      path: "Tests/FaultyDisk"),
    .testTarget(
      name: "DurabilityTests",
      dependencies: [
        "ExclaimStore", "ExclaimProof", "FaultyDisk", .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(name: "ExclaimRPCTests", dependencies: ["ExclaimRPC", "ExclaimClient"]),
    .target(name: "ConformanceFormat", path: "Tests/ConformanceFormat"),
    .testTarget(name: "ExclaimClientTests", dependencies: ["ExclaimClient", "ConformanceFormat"]),
    .testTarget(
      name: "ExclaimServerTests", dependencies: ["ExclaimServer", "ExclaimClient", "ExclaimProof"]),
    .testTarget(
      name: "ExclaimReflectionTests", dependencies: ["ExclaimReflection"],
      exclude: ["kinds.proto", "oracle.py"]),
    .testTarget(name: "ExclaimCLITests", dependencies: ["ExclaimCLI", "ExclaimProof"]),
    .target(
      name: "FuzzTargets",
      dependencies: ["ExclaimReflection", "ExclaimMessages", "ExclaimWire", "ExclaimDomain"],
      path: "Tests/Fuzzing/Targets"),
    .testTarget(name: "FuzzingTests", dependencies: ["FuzzTargets"]),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["ExclaimClient", "ExclaimMessages", "ConformanceFormat", "exclaim", "exclaimd"],
      exclude: ["go", "rust"]),
  ]
)

// CI sets this so that a warning fails the build there and never on a newcomer's newer compiler.
if Context.environment["EXCLAIM_WARNINGS_AS_ERRORS"] != nil {
  for target in package.targets where target.type != .system {
    target.swiftSettings = (target.swiftSettings ?? []) + [.treatAllWarnings(as: .error)]
  }
}

// ci/fuzz sets this: the program is made of libFuzzer, which no other build links.
if Context.environment["EXCLAIM_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "fuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzzing/Driver",
      linkerSettings: [.unsafeFlags(["-use-ld=lld"])]))
}

// ci/bench sets this: a program that nobody installs.
if Context.environment["EXCLAIM_BENCH"] != nil {
  package.targets.append(
    .executableTarget(
      name: "reconciling", dependencies: ["LedgerGenerator", "ExclaimAnalysis", "ExclaimDomain"],
      path: "ci/benchmarks/reconciling"))
}
