import FuzzTargets
import Glibc

// The program that libFuzzer runs in; `main` is libFuzzer's own.
//
//     EXCLAIM_FUZZ_TARGET=NAME fuzz [libFuzzer's arguments]
//     EXCLAIM_FUZZ_TARGET=NAME fuzz --seeds DIRECTORY FILE…   writes inputs to begin with, from files of records
//     fuzz --targets                                          names the targets

/// What libFuzzer calls before everything else.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(
  _ argumentCount: UnsafeMutablePointer<CInt>?,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>?
) -> CInt {
  guard let argumentCount, let arguments = arguments?.pointee else { return 0 }
  let words = (0..<Int(argumentCount.pointee)).compactMap { arguments[$0].map { String(cString: $0) } }
  switch words.dropFirst().first {
  case "--targets":
    print(FuzzTarget.all.map(\.name).joined(separator: "\n"))
    exit(0)
  case "--seeds":
    writeSeeds(to: words[2], from: words.dropFirst(3))
    exit(0)
  default:
    _ = target
    return 0
  }
}

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func tryInput(_ bytes: UnsafePointer<UInt8>?, _ byteCount: Int) -> CInt {
  do {
    try target.run(UnsafeRawBufferPointer(start: bytes, count: byteCount))
  } catch {
    fatalError("\(error)")
  }
  return 0
}

// From the environment: libFuzzer starts copies of this program with arguments of its own.
private let target: FuzzTarget = {
  let name = getenv("EXCLAIM_FUZZ_TARGET").map { String(cString: $0) } ?? ""
  guard let target = FuzzTarget.named(name) else {
    stop(
      "EXCLAIM_FUZZ_TARGET is \"\(name)\"; set it to one of "
        + FuzzTarget.all.map(\.name).joined(separator: ", "))
  }
  return target
}()

private func writeSeeds(to directory: String, from files: ArraySlice<String>) {
  for (number, seed) in target.seeds(files.flatMap(lines)).enumerated() {
    guard let file = fopen("\(directory)/seed-\(number)", "w") else { stop("\(directory) cannot be written") }
    seed.withUnsafeBytes { _ = fwrite($0.baseAddress, 1, $0.count, file) }
    fclose(file)
  }
}

private func lines(of path: String) -> [String] {
  guard let file = fopen(path, "r") else { stop("\(path) cannot be read; name a file of records") }
  defer { fclose(file) }
  var lines: [String] = []
  var line: UnsafeMutablePointer<CChar>?
  var capacity = 0
  defer { free(line) }
  while getline(&line, &capacity, file) > 0, let line { lines.append(String(cString: line)) }
  return lines
}

private func stop(_ text: String) -> Never {
  _ = "fuzz: \(text)\n".withCString { write(STDERR_FILENO, $0, strlen($0)) }
  exit(64)
}
