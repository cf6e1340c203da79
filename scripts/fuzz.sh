#!/usr/bin/env bash
# Runs the fuzz entry points of Fuzz/ under libFuzzer and the address sanitizer.
#
#   scripts/fuzz.sh TARGET SECONDS      TARGET: all, or one of the names in `targets` below
#
# Swift's compiler instruments what it compiles in one go, so each target is ONE module: the entry point and the sources
# of the modules that it looks into, with the imports among those modules taken out. Corpora grow in
# .build/fuzz/corpus; a find is left in .build/fuzz/finds and makes the script fail.
set -euo pipefail
cd "$(dirname "$0")/.."

targets=(primitives messages batches gzip snappy lz4 zstd)
target=${1:-all}
seconds=${2:-60}
python=${PYTHON:-python3}
work=.build/fuzz

sources_of() {
  case $1 in
    gzip | snappy | lz4 | zstd) echo KafkaCompression ;;
    primitives) echo KafkaWire ;;
    messages) echo KafkaWire KafkaMessages KafkaSchema ;;
    batches) echo KafkaWire KafkaCompression KafkaRecords ;;
    *) echo "fuzz.sh: no target named $1; there are: ${targets[*]}" >&2; return 1 ;;
  esac
}

entry_of() {
  case $1 in
    gzip | snappy | lz4 | zstd) echo Fuzz/Codecs.swift ;;
    primitives) echo Fuzz/Primitives.swift ;;
    messages) echo Fuzz/Messages.swift ;;
    batches) echo Fuzz/Batches.swift ;;
  esac
}

# The packages below ours, compiled plainly: modules to import and one archive to link.
prepare() {
  swift build -c release --target KafkaRecords --quiet
  products=$(swift build -c release --show-bin-path)
  mkdir -p "$work"
  rm -f "$work/dependencies.a"
  (cd "$products" && find NIO*.build _NIO*.build CNIO*.build *Atomics*.build *Deque*.build *Collections*.build Contain*.build CCRC32C.build \
    -name '*.o' -exec ar rcs "$OLDPWD/$work/dependencies.a" {} +)
}

build() {
  local name=$1 modules folder map library
  modules=$(sources_of "$name")
  folder=$work/sources/$name
  rm -rf "$folder" && mkdir -p "$folder"
  for module in $modules; do
    while IFS= read -r file; do
      sed -E '/^ *((public|package|internal) +)?import Kafka[A-Za-z]+$/d' "$file" \
        > "$folder/$(tr / - <<< "${file#Sources/}")"
    done < <(find "Sources/$module" -name '*.swift')
  done
  cp "$(entry_of "$name")" "$folder/"

  local flags=()
  for library in CZstd CLZ4 CSnappy CDeflate; do
    flags+=(-Xcc "-fmodule-map-file=Sources/$library/module.modulemap")
  done
  for map in "$products"/*.build/module.modulemap \
    .build/checkouts/swift-{nio,atomics}/Sources/*/include/module.modulemap; do
    flags+=(-Xcc "-fmodule-map-file=$map")
  done
  find "$folder" -name '*.swift' -print0 | xargs -0 swiftc -O -wmo -sanitize=fuzzer,address -parse-as-library -use-ld=lld \
    -swift-version 6 -module-name FuzzTarget -package-name swift-kafka -D Compression -D "FUZZ_${name^^}" \
    -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault \
    -suppress-warnings -I "$products/Modules" "${flags[@]}" \
    -Xlinker "$work/dependencies.a" -o "$work/$name"
}

run() {
  local name=$1 corpus=$work/corpus/$1 log=$work/$1.log
  mkdir -p "$corpus" "$work/finds"
  "$python" scripts/fuzz-seeds.py "$name" "$corpus"
  echo "fuzz $name: $seconds s"
  if ! ASAN_OPTIONS=detect_leaks=0 nice -n 19 "$work/$name" "$corpus" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
    -max_len=65536 -artifact_prefix="$work/finds/$name-" > "$log" 2>&1; then
    tail -n 40 "$log"
    echo "fuzz $name: found something; see $log and $work/finds" >&2
    return 1
  fi
  grep -m1 'Loaded .* counters' "$log"
  grep -E '^Done ' "$log"
}

command -v "$python" >/dev/null 2>&1 || scripts/setup python3
prepare
[ "$target" = all ] && chosen=("${targets[@]}") || chosen=("$target")
for name in "${chosen[@]}"; do
  build "$name"
  run "$name"
done
