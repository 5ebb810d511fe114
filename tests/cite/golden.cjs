// What citeproc-js, the reference processor of CSL, makes of the items in golden.json, for
// test_processor.py. Run it again when a style is renewed:
//   npm install --prefix /tmp/citeproc citeproc@2.4.63
//   NODE_PATH=/tmp/citeproc/node_modules node tests/cite/golden.cjs
const { readFileSync, writeFileSync } = require("fs");
const { join } = require("path");
const CSL = require("citeproc");

const styles = join(__dirname, "..", "..", "archive", "cite", "styles");
const file = join(__dirname, "golden.json");
const golden = JSON.parse(readFileSync(file, "utf8"));
const byId = Object.fromEntries(golden.items.map((item) => [item.id, item]));
const system = {
  retrieveLocale: (language) =>
    readFileSync(join(styles, `locales-${language === "en-GB" ? "en-GB" : "en-US"}.xml`), "utf8"),
  retrieveItem: (id) => byId[id],
};

golden.entries = {};
golden.italics = {}; // What is between <i> and </i>, with | between two.
for (const [style, language] of Object.entries(golden.styles)) {
  const engine = new CSL.Engine(system, readFileSync(join(styles, `${style}.csl`), "utf8"), language, true);
  engine.setOutputFormat("text");
  golden.entries[style] = golden.items.map((item) => {
    engine.updateItems([item.id]);
    return engine.makeBibliography()[1][0].trim();
  });
  engine.setOutputFormat("html");
  golden.italics[style] = golden.items.map((item) => {
    engine.updateItems([item.id]);
    const found = engine.makeBibliography()[1][0].matchAll(/<i>(.*?)<\/i>/g);
    return [...found].map(([, text]) => text.replace(/&#38;/g, "&")).join("|");
  });
}
writeFileSync(file, `${JSON.stringify(golden, null, 1)}\n`);
