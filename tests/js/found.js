// What is found, as the page looks it up: asked by tests/contract/test_finding_twins.py.
// Reads {data, template, asked: [[day, lens, box], ...]} from standard input.

import { readFileSync } from "node:fs";
import { told } from "../../assets/src/core/finding.js";

const { data, template, asked } = JSON.parse(readFileSync(0, "utf8"));

const answers = asked.map(([day, lens, box]) => {
  const { view, headline, tally, change } = told(data, { lens, box }, day);
  const last = change
    ? template.replace("{date}", change.when).replace("{text}", `${change.text}.`)
    : "";
  return { view, headline, tally, last };
});
process.stdout.write(JSON.stringify(answers));
