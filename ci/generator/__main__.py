"""Generates the C, Swift, Python and Go that comes from the protos. See ci/generate."""

import argparse
import pathlib
import subprocess
import sys
import tempfile

from google.protobuf import descriptor_pb2

import c_files
import go_files
import output
import python_messages
import python_services
import rules
import schema
import swift_json
import swift_messages
import swift_packing
import swift_services

PACKAGE = "exclaim.v1"


def main():
    arguments = parse_arguments()
    descriptors = compile_protos(arguments.protos)
    package = schema.Package(descriptors, PACKAGE)
    problems = rules.check(package)
    if problems:
        for problem in problems:
            print(problem, file=sys.stderr)
        sys.exit(f"ci/generate: {len(problems)} broken rules; nothing was written")

    files = output.Files()
    c_files.generate(descriptors, files)
    go_files.generate(descriptors, files)
    for file in package.files:
        swift_messages.generate(file, files)
        swift_packing.generate(file, files)
        swift_json.generate(file, files)
    swift_services.generate(package, files)
    python_messages.generate(package, arguments.protos, files)
    python_services.generate(package, files)

    if not arguments.check:
        files.write(arguments.output)
        return
    stale = files.differences(arguments.output)
    for path in stale:
        print(f"not current: {path}", file=sys.stderr)
    if stale:
        sys.exit("ci/generate --check: run ci/generate and commit what it writes")


def parse_arguments():
    parser = argparse.ArgumentParser(prog="ci/generate", description=__doc__)
    parser.add_argument("--protos", type=pathlib.Path, required=True, help="root of the .proto files")
    parser.add_argument("--output", type=pathlib.Path, required=True, help="root of the repository")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a file is not current")
    return parser.parse_args()


def compile_protos(root):
    """protoc's descriptor set of the package, with comments; imported files come before their importers."""
    sources = sorted((root / pathlib.PurePath(*PACKAGE.split("."))).glob("*.proto"))
    if not sources:
        sys.exit(f"ci/generate: no .proto file in {root}/{PACKAGE.replace('.', '/')}")
    with tempfile.NamedTemporaryFile(suffix=".pb") as binary:
        command = ["protoc", f"--proto_path={root}", "--include_imports", "--include_source_info"]
        done = subprocess.run(command + [f"--descriptor_set_out={binary.name}"] + [str(s) for s in sources])
        if done.returncode != 0:
            sys.exit("ci/generate: protoc refused the protos (see above)")
        return descriptor_pb2.FileDescriptorSet.FromString(binary.read())


main()
