// Pages as people see them, in Chromium: pictures of three widths of screen, a PDF, and what is cut.
// node look.mjs CHROMIUM FOLDER OUT [PATTERN]
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const [chromium, folder, out, pattern = "."] = process.argv.slice(2);
const WIDTHS = [1280, 768, 375];
const HEIGHT_MOST = 4000;

// What is wider than the screen, and texts of pictures that leave them or lie on each other.
const PROBE = `(() => {
  const found = [], { scrollWidth, clientWidth } = document.documentElement;
  if (document.querySelector("body") && scrollWidth > clientWidth) found.push("wider than the screen: " + scrollWidth);
  for (const picture of document.querySelectorAll("svg")) {
    const { width, height } = picture.viewBox.baseVal;
    const boxes = [...picture.querySelectorAll("text")].map((text) => text.getBBox()).filter((box) => box.width);
    if (boxes.some((box) => box.x < 0 || box.y < 0 || box.x + box.width > width || box.y + box.height > height))
      found.push("a text leaves its picture");
    boxes.sort((one, other) => one.y - other.y).forEach((one, rank) => {
      for (const other of boxes.slice(rank + 1, rank + 9))
        if (one.x < other.x + other.width && other.x < one.x + one.width && other.y < one.y + one.height - 4)
          found.push("texts lie on each other");
    });
  }
  return [...new Set(found)];
})()`;

const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
const profile = `--user-data-dir=${mkdtempSync(join(tmpdir(), "look-"))}`;
const stdio = ["ignore", "ignore", "ignore", "pipe", "pipe"];
const browser = spawn(chromium, [...flags, "--hide-scrollbars", "--remote-debugging-pipe", profile], { stdio });
const answers = new Map();
let rest = Buffer.alloc(0), loaded = () => {}, sent = 0;
browser.stdio[4].on("data", (data) => {
  rest = Buffer.concat([rest, data]);
  for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
    const { id, method, result, error } = JSON.parse(rest.subarray(0, end));
    rest = rest.subarray(end + 1);
    if (method === "Page.loadEventFired") loaded();
    if (error) throw new Error(JSON.stringify(error));
    answers.get(id)?.(result);
  }
});
const call = (method, params = {}, sessionId = undefined) =>
  new Promise((done) => {
    answers.set(++sent, done);
    browser.stdio[3].write(JSON.stringify({ id: sent, method, params, sessionId }) + "\0");
  });

const { targetId } = await call("Target.createTarget", { url: "about:blank" });
const { sessionId } = await call("Target.attachToTarget", { targetId, flatten: true });
const ask = (method, params) => call(method, params, sessionId);
const run = async (expression) => (await ask("Runtime.evaluate", { expression, returnByValue: true })).result.value;
await ask("Page.enable");
mkdirSync(out, { recursive: true });
for (const name of readdirSync(folder).filter((name) => new RegExp(pattern).test(name))) {
  const ready = new Promise((done) => (loaded = done));
  await ask("Page.navigate", { url: `file://${resolve(folder, name)}` });
  await ready;
  for (const width of WIDTHS) {
    await ask("Emulation.setDeviceMetricsOverride", { width, height: 900, deviceScaleFactor: 1, mobile: width < 500 });
    for (const fault of await run(PROBE)) console.log(`${name} at ${width}: ${fault}`);
    const height = Math.min(HEIGHT_MOST, await run("document.documentElement.scrollHeight"));
    const clip = { x: 0, y: 0, width, height, scale: 1 };
    const { data } = await ask("Page.captureScreenshot", { captureBeyondViewport: true, clip });
    writeFileSync(join(out, `${name}-${width}.png`), data, "base64");
  }
  const { data } = await ask("Page.printToPDF", { preferCSSPageSize: true });
  writeFileSync(join(out, `${name}.pdf`), data, "base64");
}
browser.kill();
process.exit();
