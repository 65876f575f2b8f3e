#!/bin/sh
# Submits all sample records in one run, as an analyst's script would. Harmless to repeat: the second run says
# "0 new". Arguments are passed on: submit.sh --dry-run
# The client is $EXCLAIM, or else exclaim on the PATH.
set -eu
here=$(cd -- "$(dirname -- "$0")" && pwd)
exec "${EXCLAIM:-exclaim}" submit "$@" \
  "$here/actors.jsonl" "$here/s0.jsonl" "$here/s1.jsonl" "$here/s2.jsonl" "$here/s3.jsonl" "$here/s4.jsonl"
