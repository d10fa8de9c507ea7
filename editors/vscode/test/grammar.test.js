// The highlighting's grammar, run by the engine that VS Code has: over words in question, and over
// every example and standard rule, where nothing may look like a mistake.
const assert = require("node:assert");
const { readFileSync, readdirSync } = require("node:fs");
const { join } = require("node:path");
const { test } = require("node:test");
const oniguruma = require("vscode-oniguruma");
const { INITIAL, Registry, parseRawGrammar } = require("vscode-textmate");

const root = join(__dirname, "../../..");
const file = join(__dirname, "../syntaxes/capa.tmLanguage.json");

const registry = new Registry({
  onigLib: oniguruma.loadWASM(readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm"))).then(() => ({
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text) => new oniguruma.OnigString(text),
  })),
  loadGrammar: async () => parseRawGrammar(readFileSync(file, "utf8"), file),
});

/** `[text, scopes]` of every token. */
async function tokens(text) {
  const grammar = await registry.loadGrammar("source.capa");
  const found = [];
  let state = INITIAL;
  for (const line of text.split(/\r?\n/)) {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    for (const token of result.tokens) found.push([line.slice(token.startIndex, token.endIndex), token.scopes.slice(1)]);
  }
  found.depth = state.depth;
  return found;
}

/** That the text has these words, in order, each with a scope that begins so. */
async function highlights(text, expected) {
  const found = await tokens(text);
  let at = 0;
  for (const [word, scope] of expected) {
    const next = found.findIndex(([token], i) => i >= at && token === word);
    assert.notEqual(next, -1, `no token \`${word}\` in ${JSON.stringify(found)}`);
    const scopes = found[next][1].join(" ");
    assert.ok(scope === "" ? scopes === "" : scopes.includes(scope), `\`${word}\` is ${scopes}, not ${scope}`);
    at = next + 1;
  }
}

test("a team", () =>
  highlights('team "Équipe Nord" {\n  quarter 2026-Q4 # now\n  referrals 11 per week range 5..20\n  transfer 66%..70%', [
    ["team", "keyword.declaration"],
    ['"Équipe Nord"', "entity.name.type"],
    ["quarter", "keyword.other.statement"],
    ["2026-Q4", "constant.numeric.quarter"],
    ["#", "punctuation.definition.comment"],
    [" now", "comment.line"],
    ["11", "constant.numeric"],
    ["week", "keyword.other"],
    ["5", "constant.numeric"],
    ["..", "keyword.operator.range"],
    ["66%", "constant.numeric.percent"],
  ]));

test("a week", () =>
  highlights('plan "Siân" in "T" {\n  mon am   choice x1, core 2h every 2 weeks\n  thu 09:00-12:30  team meeting 1h30m, other "core group" 1h\n', [
    ["plan", "keyword.declaration"],
    ["in", "keyword.other"],
    ['"T"', "entity.name.type.team"],
    ["mon", "keyword.control.day"],
    ["am", "keyword.control.half"],
    ["choice", "support.function.activity.clinical"],
    ["x1", "constant.numeric.count"],
    ["core", "support.function.activity.clinical"],
    ["2h", "constant.numeric.quantity"],
    ["every", "keyword.other.frequency"],
    ["09:00", "constant.numeric.clock"],
    ["team meeting", "support.function.activity.support"],
    ["1h30m", "constant.numeric.quantity"],
    ["core group", "string.quoted"],
  ]));

test("a piece of work that is called like a keyword", () =>
  highlights("  mon am   core group 1h, review meeting 1h\n", [
    ["core", "support.function.activity"],
    [" review ", "meta.day"],
    ["meeting", "meta.day"],
  ]));

test("a team's own words", async () => {
  const found = await tokens("  tue am   peer group supervision 1h, supervision 1h\n");
  const scopes = found.filter(([token]) => token === "supervision").map(([, all]) => all.join(" "));
  assert.deepEqual(scopes, ["meta.day.capa", "meta.day.capa support.function.activity.support.capa"]);
});

test("activities after half-days and with words behind them", () =>
  highlights('  wed am core 1h at "X", team meeting 1h every 2 weeks\n', [
    ["core", "support.function.activity"],
    ["at", "keyword.other"],
    ["team meeting", "support.function.activity"],
    ["every", "keyword.other.frequency"],
  ]));

test("words, as VS Code takes them from a line for completion", () => {
  const { wordPattern } = JSON.parse(readFileSync(join(__dirname, "../language-configuration.json"), "utf8"));
  const words = new RegExp(wordPattern.pattern, `${wordPattern.flags}g`);
  assert.deepEqual("  set big-admin-base  # Māia O'Neill, bi 3.5h".match(words), [
    "set", "big-admin-base", "Māia", "O'Neill", "bi", "3", "5h",
  ]);
});

test("a rule, its messages and its examples", () =>
  highlights(
    'rule short {\n  level warning\n  for each plan where hours(core) > 1h\n  let needed = clinical / 7\n  say "{needed as hours} is {planned}"\n' +
      '  example bad "none" {\n    plan "A" {\n      mon am core 3.5h\n    }\n  }\n  require a\n}\nteam "T" {',
    [
      ["rule", "keyword.declaration"],
      ["short", "entity.name.function.rule"],
      ["warning", "constant.language.level"],
      ["for", "keyword.control.scope"],
      ["plan", "support.type.scope"],
      ["where", "keyword.control"],
      ["hours", "support.function"],
      ["1h", "constant.numeric"],
      ["needed", "variable.other.definition"],
      ["/", "keyword.operator"],
      ["say", "keyword.other.clause"],
      ["needed", "variable.other"],
      ["as", "keyword.other"],
      [" is ", "string.quoted"],
      ["planned", "meta.template.expression"],
      ["bad", "constant.language"],
      ["plan", "keyword.declaration"],
      ["mon", "keyword.control.day"],
      ["require", "keyword.other.clause"],
      ["team", "keyword.declaration"],
    ],
  ));

test("an exception", () =>
  highlights('  mon am core 3.5h x3   # capa: allow contacts until 2026-12-31 because "joint clinic"', [
    ["capa:", "keyword.control.directive"],
    ["allow", "keyword.control.directive"],
    ["contacts", "entity.name.function.rule"],
    ["2026-12-31", "constant.numeric.date"],
    ['"joint clinic"', "string.quoted"],
  ]));

test("slips of the pen", () =>
  highlights("  mon am core 3,5h, core “x”", [
    ["3,5h", "invalid.illegal.decimal-comma"],
    ["“", "invalid.illegal.quote"],
  ]));

const wellFormed = ["examples/anywhere-camhs", "rules"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true })
    .filter((name) => name.endsWith(".capa"))
    .map((name) => join(folder, name)),
);

test("there are files to try", () => assert.ok(wellFormed.length > 10));

for (const name of wellFormed) {
  test(name, async () => {
    const found = await tokens(readFileSync(join(root, name), "utf8"));
    assert.deepEqual(found.filter(([, scopes]) => scopes.some((scope) => scope.startsWith("invalid"))), []);
    assert.equal(found.depth, 1, "something is still open at the end of the file");
    for (const [token, scopes] of found) {
      if (/^\s*\d/.test(token) && scopes.length === 0) assert.fail(`\`${token}\` has no colour`);
    }
  });
}
