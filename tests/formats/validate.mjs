// node validate.mjs SCHEMAS FILE…: each file against the schema of its ending. Run by validate.sh
// from the folder that holds node_modules.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.cwd(), "package.json"));
const { default: Ajv2020 } = require("ajv/dist/2020");
const { default: Ajv04 } = require("ajv-draft-04");
const { default: formats } = require("ajv-formats");

const read = (path) => readFileSync(path, "utf8");
const [schemas, ...files] = process.argv.slice(2);

const ours = new Ajv2020({ allErrors: true, strictTypes: false, strictRequired: false });
for (const name of ["check", "check-line", "code-quality"]) ours.addSchema(JSON.parse(read(join(schemas, `${name}.json`))));
const schema = (name) => ours.getSchema(`https://capalint.invalid/schemas/${name}.json`);
const sarif = formats(new Ajv04({ allErrors: true, strict: false, unicodeRegExp: false })).compile(
  require("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"),
);

const validators = { json: schema("check"), jsonl: schema("check-line"), gitlab: schema("code-quality"), sarif };

let bad = 0;
for (const file of files) {
  const ending = file.split(".").pop();
  const documents = ending === "jsonl" ? read(file).trimEnd().split("\n") : [read(file)];
  for (const [index, text] of documents.entries()) {
    const validate = validators[ending];
    const document = JSON.parse(text);
    const problems = validate(document) ? [] : validate.errors.map((e) => `${e.instancePath} ${e.message}`);
    if (ending === "gitlab" && new Set(document.map((each) => each.fingerprint)).size !== document.length) {
      problems.push("two fingerprints are equal");
    }
    if (ending === "jsonl" && (document.type === "summary") !== (index === documents.length - 1)) {
      problems.push("the summary is the last line and no other");
    }
    for (const problem of problems) console.error(`${file}:${index + 1}: ${problem}`);
    bad += problems.length;
  }
}
process.exitCode = bad === 0 ? 0 : 1;
