#!/usr/bin/env bash
# Validates what `check` writes for other programs: the golden files, and, when $CAPALINT_EXECUTABLE
# names the program, what it says about the examples. Needs the group `formats` of .ci/packages.txt.
#
#   json, jsonl, gitlab   docs/schemas, by ajv
#   sarif                 the official schema, by ajv; the Multitool's rules, its GitHub ones too
#   junit                 junit.xsd, by xmllint
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
root=$(cd "$here/../.." && pwd)
build="$root/build/formats"

mkdir -p "$build/run"
if ! cmp -s "$here/package.json" "$build/installed.json"; then
  cp "$here/package.json" "$build/package.json"
  (cd "$build" && npm install --no-package-lock --no-audit --no-fund --ignore-scripts --loglevel=error >&2)
  cp "$here/package.json" "$build/installed.json"
fi
multitool="$build/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"
chmod u+x "$multitool"

files=("$root"/tests/golden/render/*.{json,jsonl,gitlab,sarif,junit})
if [ -n "${CAPALINT_EXECUTABLE:-}" ]; then
  for example in "$root"/examples/*/; do
    for format in json jsonl gitlab sarif junit; do
      out="$build/run/$(basename "$example").$format"
      # 1 says that something was found.
      (cd "$root" && "$CAPALINT_EXECUTABLE" check --format "$format" "examples/$(basename "$example")" >"$out") ||
        [ $? = 1 ]
      files+=("$out")
    done
  done
fi

status=0
json=() xml=() sarif=()
for file in "${files[@]}"; do
  case $file in
    *.junit) xml+=("$file") ;;
    *.sarif) sarif+=("$file") json+=("$file") ;;
    *) json+=("$file") ;;
  esac
done

(cd "$build" && node "$here/validate.mjs" "$root/docs/schemas" "${json[@]}") || status=1
xmllint --noout --nonet --schema "$here/junit.xsd" "${xml[@]}" 2>"$build/xmllint.log" || {
  cat "$build/xmllint.log" >&2
  status=1
}

# The Multitool exits with 0 whatever it finds, and says nothing of a file that it cannot load; that
# we name no home page is what it always says of one that it could.
for file in "${sarif[@]}"; do
  found=$(DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 "$multitool" validate "$file" --rule-kind "Sarif;Ghas" \
    --output "$build/multitool.sarif" --log ForceOverwrite 2>&1) || status=1
  if grep -E ': error ' <<<"$found" >&2 || ! grep -q 'informationUri' <<<"$found"; then
    echo "$file: not valid, or not read" >&2
    status=1
  fi
done

[ $status = 0 ] && echo "${#files[@]} files are valid"
exit $status
