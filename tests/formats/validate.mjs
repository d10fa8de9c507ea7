// node validate.mjs SCHEMAS FILE…: what others' libraries make of each file, by its ending. A `.github` or `.markdown`
// stands beside the `.json` of the same run. Run by validate_test.sh from the folder that holds node_modules.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.cwd(), "package.json"));
const { default: Ajv2020 } = require("ajv/dist/2020");
const actions = require("@actions/core");
const commonmark = require("commonmark");
const typescript = require("typescript");

const [schemas, ...files] = process.argv.slice(2);
const read = (path) => readFileSync(path, "utf8");
const beside = (path) => JSON.parse(read(path.replace(/\.\w+$/, ".json")));

const ajv = new Ajv2020({ allErrors: true, strictTypes: false, strictRequired: false });
for (const name of ["check", "check-line", "code-quality"]) ajv.addSchema(JSON.parse(read(join(schemas, `${name}.json`))));

function fits(name, document) {
  const validate = ajv.getSchema(`https://capalint.invalid/schemas/${name}.json`);
  return validate(document) ? [] : validate.errors.map((e) => `${e.instancePath} ${e.message}`);
}

function json(path) {
  return fits("check", JSON.parse(read(path)));
}

function jsonl(path) {
  const lines = read(path).trimEnd().split("\n").map((line) => JSON.parse(line));
  const problems = lines.flatMap((line) => fits("check-line", line));
  const summaries = lines.map((line) => line.type === "summary");
  if (summaries.indexOf(true) !== lines.length - 1) problems.push("the summary is the last line and no other");
  return problems;
}

// GitLab's format is that of Code Climate, of which others have written down the types.
function fitsCodeClimate(report) {
  const program = join(process.cwd(), "report.ts");
  writeFileSync(program, `import type { Issue } from "codeclimate-types";\nexport const report: Issue[] = ${report};\n`);
  const { ModuleKind, ModuleResolutionKind, ScriptTarget } = typescript;
  const options = { noEmit: true, strict: true, types: [], target: ScriptTarget.ES2022, module: ModuleKind.ES2022, moduleResolution: ModuleResolutionKind.Bundler };
  const problems = typescript.getPreEmitDiagnostics(typescript.createProgram([program], options));
  return problems.map((problem) => typescript.flattenDiagnosticMessageText(problem.messageText, " "));
}

function gitlab(path) {
  const findings = JSON.parse(read(path));
  const problems = [...fits("code-quality", findings), ...fitsCodeClimate(read(path))];
  if (new Set(findings.map((each) => each.fingerprint)).size !== findings.length) problems.push("two fingerprints are equal");
  return problems;
}

// GitHub's own library has to print the same commands for the same findings.
function github(path) {
  const printed = [];
  const write = process.stdout.write;
  process.stdout.write = (text) => printed.push(text);
  for (const { level, code, rule, path: file, range, message, help } of beside(path).findings) {
    const annotate = { error: actions.error, warning: actions.warning, note: actions.notice }[level];
    const { start, end } = range;
    const columns = start.line === end.line ? { startColumn: start.column, endColumn: end.column } : {};
    const place = { file, startLine: start.line, endLine: end.line, ...columns };
    annotate(help ? `${message}\nhelp: ${help}` : message, { title: `${code} ${rule}`, ...place });
  }
  process.stdout.write = write;
  return printed.join("") === read(path) ? [] : ["GitHub's library prints something else"];
}

// One list item for each finding, and nothing in a plan becomes a link, a picture or HTML.
function markdown(path) {
  const problems = [];
  let items = 0;
  const walker = new commonmark.Parser().parse(read(path)).walker();
  for (let event = walker.next(); event; event = walker.next()) {
    const { type, literal, parent } = event.node;
    if (!event.entering) continue;
    if (type === "item" && parent.parent.type === "document") items += 1;
    const marks = type === "html_inline" && literal === "<!-- -->";
    if (["link", "image", "html_block", "html_inline", "code_block"].includes(type) && !marks) problems.push(`there is a ${type}: ${literal ?? ""}`);
  }
  const { findings } = beside(path);
  if (items !== findings.length) problems.push(`${items} items for ${findings.length} findings`);
  return problems;
}

const validators = { json, jsonl, gitlab, github, markdown };
for (const file of files) {
  for (const problem of validators[file.split(".").pop()](file)) {
    console.error(`${file}: ${problem}`);
    process.exitCode = 1;
  }
}
