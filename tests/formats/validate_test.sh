#!/usr/bin/env bash
# Programs that are not ours read what `check` writes about the examples, and the golden files.
#
#   json, jsonl, gitlab   docs/schemas, by ajv
#   gitlab                the types of a Code Climate report, by TypeScript
#   sarif                 the official schema and the rules of the SARIF Multitool, those of GitHub too
#   junit                 junit.xsd, by xmllint
#   github                must be what GitHub's own library prints
#   markdown              read by commonmark
#   short, text           read by Neovim's quickfix list
#   text                  its marks are measured by read_text.py
#
# Each of them is shown a spoiled file as well, and has to refuse it.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
root=$(cd "$here/../.." && pwd)
build="$root/build/formats"
run="$build/run"

mkdir -p "$run"
if ! cmp -s "$here/package-lock.json" "$build/installed.json"; then
  cp "$here"/package{,-lock}.json "$build"
  (cd "$build" && npm ci --no-audit --no-fund --ignore-scripts --prefer-offline --loglevel=error >&2)
  cp "$here/package-lock.json" "$build/installed.json"
fi
multitool="$build/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"
chmod u+x "$multitool"

# ---- one function for each reader: its files are valid ---------------------------------------------------------------

libraries() { (cd "$build" && node "$here/validate.mjs" "$root/docs/schemas" "$@"); }
junit() { xmllint --noout --nonet --schema "$here/junit.xsd" "$@" 2>&1 | { ! grep -v ' validates$'; }; }
short() { (cd "$root" && nvim --clean --headless -c "luafile $here/quickfix.lua" "$@" 2>&1); }
text() { short "$@" && (cd "$root" && "$here/read_text.py" "$@"); }
# The Multitool exits with 0 whatever it finds.
sarif() {
  local said
  said=$(DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 "$multitool" validate "$@" --rule-kind "Sarif;Ghas" \
    --output "$build/multitool.sarif" --log ForceOverwrite 2>&1) || return 1
  ! grep ': error ' <<<"$said" || return 1
  grep -q "^Done. $# files\? scanned" <<<"$said" || { echo "$said"; return 1; }
}

# ---- what is read ----------------------------------------------------------------------------------------------------

formats=(json jsonl gitlab github markdown short text sarif junit)

rm -rf "$run"
mkdir -p "$run/spoiled"
cd "$root"
for example in examples/*/ tests/formats/letters/; do
  name=$(basename "$example")
  outputs=()
  for format in "${formats[@]}"; do outputs+=(--output "$format=$run/$name.$format"); done
  # 1 says that something was found.
  CAPALINT_TODAY=2026-10-15 "$CAPALINT_EXECUTABLE" check --quiet "${outputs[@]}" "$example" >/dev/null || [ $? = 1 ]
done

spoil() { sed "$2" "$run/broken.$1" >"$run/spoiled/broken.$1"; }
spoil json ''
spoil jsonl '$d'
spoil gitlab 's/"severity": "[a-z]*"/"severity": "bad"/'
spoil github '1s/,col=/,column=/'
spoil markdown '$s/$/ [link](page)/'
spoil short '1s/:[0-9]*: /:999: /'
spoil text '0,/\^/s/ \^/^/'
spoil sarif 's/"startLine": [0-9]*/"startLine": 0/'
spoil junit 's/ classname="[^"]*"//'

# ---- are they valid? -------------------------------------------------------------------------------------------------

status=0 count=0
read_by() {
  local reader=$1 spoiled=$2
  shift 2
  "$reader" "$@" >&2 || { echo "not valid: see above" >&2; status=1; }
  ! "$reader" "$spoiled" >/dev/null 2>&1 || { echo "$reader takes $spoiled for valid" >&2; status=1; }
  count=$((count + $#))
}

golden="$root/tests/golden/render"
read_by libraries "$run/spoiled/broken.jsonl" "$golden"/*.{json,jsonl,gitlab,markdown} "$run"/*.{json,jsonl,gitlab,github,markdown}
for format in gitlab github markdown; do read_by libraries "$run/spoiled/broken.$format"; done
read_by sarif "$run/spoiled/broken.sarif" "$golden"/*.sarif "$run"/*.sarif
read_by junit "$run/spoiled/broken.junit" "$golden"/*.junit "$run"/*.junit
read_by short "$run/spoiled/broken.short" "$run"/*.short
read_by text "$run/spoiled/broken.text" "$run"/*.text
# The last one: others stand beside it.
sed -i 's/"code": /"coed": /' "$run/spoiled/broken.json"
read_by libraries "$run/spoiled/broken.json"

[ $status = 0 ] && echo "$count files are valid, and no spoiled one is"
exit $status
