// What html-validate and axe-core find in pages, as JSON: one [checker, page, rule, what] each.
// node check.mjs FOLDER NAME...: html-validate reads every page of the folder, axe-core those that are named.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { JSDOM } from "jsdom";

const [folder, ...named] = process.argv.slice(2);
const read = (name) => readFileSync(join(folder, name), "utf8");
const found = [];

const config = {
  root: true,
  extends: ["html-validate:standard", "html-validate:a11y"],
  // A title is cut to 70 characters; the rule counts an escaped one as several.
  rules: { "long-title": ["error", { maxlength: 350 }] },
};
const validator = new HtmlValidate(new StaticConfigLoader(config));
for (const name of readdirSync(folder).filter((name) => name.endsWith(".html"))) {
  const report = await validator.validateString(read(name), name);
  for (const { messages } of report.results) {
    for (const { ruleId, message, selector } of messages) found.push(["html-validate", name, ruleId, `${message} ${selector}`]);
  }
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
for (const name of named) {
  // Without a layout there is neither style nor contrast to look at; colors have a test of their own.
  const { window } = new JSDOM(read(name).replace(/<style>[^]*?<\/style>/, ""), { runScripts: "outside-only" });
  window.eval(axe);
  const { violations } = await window.axe.run({ rules: { "color-contrast": { enabled: false } } });
  for (const { id, nodes } of violations) found.push(["axe-core", name, id, nodes[0].html.slice(0, 200)]);
  window.close();
}
process.stdout.write(JSON.stringify(found));
