#!/usr/bin/env bash
# Commits that are stopped and commits that are not, with the real git: once by way of pre-commit,
# once with the plain git hook, as docs/pre-commit.md installs them.
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CAPALINT=$CAPALINT_EXECUTABLE CAPALINT_TODAY=2026-10-15 PRE_COMMIT_HOME="$work/pre-commit" HOME="$work" \
  TMPDIR="$work/tmp" GIT_CONFIG_NOSYSTEM=1 LC_ALL=C.UTF-8
mkdir "$TMPDIR"
git config --global user.name "A Keeper"
git config --global user.email keeper@example.org
git config --global init.defaultBranch main
git config --global protocol.file.allow always

fail() {
  echo "FAILED ($how): $*"
  echo "--- output of the last commit"
  cat "$work/output"
  exit 1
}

# A published version of this repository, as far as the hooks need it.
how=setup
mkdir -p "$work/capalint/editors"
cp -r "$root/.pre-commit-hooks.yaml" "$root/dev" "$work/capalint"
cp -r "$root/editors/git" "$work/capalint/editors"
git -C "$work/capalint" init --quiet
git -C "$work/capalint" add .
git -C "$work/capalint" commit --quiet --message "A version"

plan='équipe nord/plans/Siân Pritchard.capa'

# new_repository: clean plans, committed, and the hook installed as $how says.
new_repository() {
  rm -rf "$work/plans"
  mkdir -p "$work/plans/équipe nord/plans"
  cd "$work/plans"
  git init --quiet
  cat >capalint.capa <<'CAPA'
# Every plan below belongs together.
CAPA
  cat >'équipe nord/team.capa' <<'CAPA'
team "Équipe Nord" {
  choice weekly {
    "Siân Pritchard"  1 per week
  }
}
CAPA
  cat >"$plan" <<'CAPA'
plan "Siân Pritchard" in "Équipe Nord" {
  mon am   choice x1
  tue pm   core 3.5h x2
  wed am   big admin 1h
}
CAPA
  add_hook "Our plans"
}

# add_hook MESSAGE: what is in the folder is committed, and the hook installed as $how says.
add_hook() {
  git add .
  git commit --quiet --message "$1"
  case $how in
    pre-commit)
      cat >.pre-commit-config.yaml <<YAML
repos:
  - repo: $work/capalint
    rev: $(git -C "$work/capalint" rev-parse HEAD)
    hooks:
      - id: capalint-fmt
      - id: capalint
YAML
      git add .pre-commit-config.yaml
      git commit --quiet --message "Hooks"
      pre-commit install >/dev/null
      ;;
    plain) ln -s "$work/capalint/editors/git/pre-commit" .git/hooks/pre-commit ;;
    copied)
      cp "$work/capalint/editors/git/pre-commit" .git/hooks/pre-commit
      mkdir -p "$work/bin"
      ln -sf "$CAPALINT_EXECUTABLE" "$work/bin/capalint"
      ;;
  esac
}

commit() { git commit --message "A change" "$@" >"$work/output" 2>&1; }
stopped() {
  local before
  before=$(git rev-parse HEAD)
  ! commit || fail "a commit went through: $case"
  [ "$(git rev-parse HEAD)" = "$before" ] || fail "HEAD moved: $case"
}
passes() { commit || fail "a commit was stopped: $case"; }
says() { grep -qF -- "$1" "$work/output" || fail "no \`$1\`: $case"; }

note() { sed -i "1i # $1" "$plan"; }

commits() {
  new_repository
  case="clean plans"
  note "Reviewed."
  git add --all
  passes

  case="a misspelt activity"
  sed -i 's/big admin/big admn/' "$plan"
  git add --all
  stopped
  says "error[CAPA101]"
  says "--> $plan:5:12"
  says 'wed am   big admn 1h'
  says "did you mean"

  case="staged with a mistake that is only mended in the folder"
  sed -i 's/big admn/big admin/' "$plan"
  stopped
  says "big admn"
  [ "$(grep -c 'big admin' "$plan")" = 1 ] || fail "what was not staged is lost: $case"

  case="staged without the mistake that is in the folder"
  note "Seen by the team lead."
  git add --all
  sed -i 's/big admin/big admn/' "$plan"
  passes
  git show HEAD:"$plan" | grep -q "Seen by the team lead" || fail "not committed: $case"
  [ "$(git diff --name-only -z | tr -d '\0')" = "$plan" ] || fail "what was not staged is lost: $case"
  grep -q 'big admn' "$plan" || fail "what was not staged is lost: $case"
  git checkout --quiet -- "$plan"

  case="a draft that git does not know"
  echo 'plan "Draft' >'équipe nord/plans/draft of a plan.capa'
  note "Seen again."
  git add "$plan"
  passes
  rm 'équipe nord/plans/draft of a plan.capa'

  case="a plan deleted that the team needs"
  git rm --quiet "$plan"
  stopped
  says "error[CAPA106]"
  says "équipe nord/team.capa:3:5"
  git reset --quiet --hard

  case="a mistake in one file that only shows in another"
  sed -i 's/^team "Équipe Nord"/team "Équipe Sud"/' 'équipe nord/team.capa'
  git add --all
  stopped
  says "error[CAPA104]"
  git reset --quiet --hard

  case="named on the command line of git, from a folder below"
  sed -i 's/core 3.5h x2/core 3.5h/' "$plan"
  (cd 'équipe nord' && commit -- plans) || fail "a commit was stopped: $case"

  case="no plan in the commit"
  echo "Our plans" >README
  git add README
  passes
}

how=pre-commit
commits

case="a file that is not formatted"
sed -i 's/core 3.5h/core   3.5h/' "$plan"
git add --all
stopped
says "files were modified by this hook"
says "formatted $plan"
grep -q 'tue pm   core 3.5h$' "$plan" || fail "not formatted: $case"
note "Once more."
git add --all
passes

case="not formatted, with other changes that are not staged"
sed -i 's/core 3.5h/core   3.5h/' "$plan"
git add --all
note "Not staged."
stopped
grep -q '# Not staged.' "$plan" || fail "what was not staged is lost: $case"
git reset --quiet --hard

case="a file that cannot be read is not formatted, and the rest is"
echo 'plan "Nina" {   ' >'équipe nord/plans/nina.capa'
sed -i 's/core 3.5h/core   3.5h/' "$plan"
git add --all
stopped
says "error[CAPA012]"
[ "$(cat 'équipe nord/plans/nina.capa')" = 'plan "Nina" {   ' ] || fail "changed: $case"
grep -q 'tue pm   core 3.5h$' "$plan" || fail "not formatted: $case"
git reset --quiet --hard

case="arguments from the configuration"
new_repository
sed -i 's/- id: capalint$/&\n        args: [--fail-on, never]/' .pre-commit-config.yaml
sed -i 's/core 3.5h x2/core 3.5h x3/' "$plan"
git add --all
passes

case="no argument hides what could not be read"
sed -i 's/big admin/big admn/' "$plan"
git add --all
stopped
says "error[CAPA101]"

case="a baseline in the arguments"
git reset --quiet --hard
sed -i 's/core 3.5h x2/core 3.5h x3/' "$plan"
"$CAPALINT" check --quiet --write-baseline 'what is known.json'
sed -i 's/args: .*/args: [--baseline, what is known.json]/' .pre-commit-config.yaml
git add --all
passes
sed -i '/big admin/d' "$plan"
git add --all
stopped
says "error[CAPA202]"
! grep -q CAPA201 "$work/output" || fail "what is known is shown: $case"

case="the commit that the page shows"
rm -rf "$work/plans"
cp -r "$root/examples/anywhere-camhs" "$work/plans"
cd "$work/plans"
git init --quiet
add_hook "Our plans"
sed -i '/mon pm/s/core 3.5h x2/core 3.5h x3/' plans/karen-peters.capa
git add plans
command='git commit -m "A third family on Monday afternoons"'
{ echo "\$ $command"; eval "$command" 2>&1 || true; } >"$work/output"
page=$root/docs/pre-commit.md
shown() { sed -n '/^```text$/,/^```$/p' "$page"; }
if [ "${CAPALINT_UPDATE_GOLDEN:-}" = 1 ]; then
  sed -i -e '/^```text$/,/^```$/{/^```/!d}' -e "/^\`\`\`text\$/r $work/output" "$page"
fi
[ "$(shown)" = "$(echo '```text'; cat "$work/output"; echo '```')" ] || fail "the page shows something else: $case"

how=plain
commits

how=copied
(
  unset CAPALINT
  PATH=$work/bin:$PATH
  commits

  case="a program in the repository of the plans"
  printf '#!/bin/sh\ntouch "%s/ran"\n' "$work" >dev
  cp dev capalint
  chmod +x dev capalint
  git add --all
  passes
  [ ! -e "$work/ran" ] || fail "it was run: $case"
)

[ -z "$(ls -A "$TMPDIR")" ] || fail "folders are left behind: $(ls -A "$TMPDIR")"
echo "every commit was stopped or went through as it should"
