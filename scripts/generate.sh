#!/usr/bin/env bash
# Writes the Swift sources that come from the tables in protocol/: messages, API keys, error codes, releases, and the
# definitions themselves. Needs no network. With --check it writes nothing and fails when a file is not current.
set -euo pipefail
cd "$(dirname "$0")/.."
swift build --product kafka-message-generator
"$(swift build --show-bin-path)/kafka-message-generator" --root . "$@"
