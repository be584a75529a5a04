// Debian's Chromium, driven: pages that remember whatever went wrong in them.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const web = new URL("../../web/", import.meta.url);
const require = createRequire(new URL("package.json", web));
const { chromium } = require("playwright-core");
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const executable = process.env.SHIPLOG_CHROMIUM ?? "/usr/bin/chromium";

export const paths = [
  "/overview",
  "/dora",
  "/lead-time",
  "/deployments",
  "/reviews",
  "/pulls",
  "/activity",
  "/repositories",
  "/teams",
  "/catalog",
  "/catalog/lead_time",
  "/settings",
  "/health",
  "/setup",
];

export async function startBrowser() {
  return chromium.launch({
    executablePath: executable,
    // A sandbox needs rights that root in a container does not have; colours and letters
    // must not depend on the machine.
    args: ["--no-sandbox", "--force-color-profile=srgb", "--font-render-hinting=none"],
  });
}

/** A page of its own: nothing is remembered from the one before. */
export async function openPage(browser, { width = 1280, height = 900, theme = "light", ...more } = {}) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: "reduce",
    ...more,
  });
  const page = await context.newPage();
  const troubles = [];
  page.on("pageerror", (error) => troubles.push(`error: ${error.message}`));
  page.on("console", (message) => {
    const text = message.text();
    // A refused answer is what some tests are about, and they look at what the page says.
    if (message.type() === "error" && !text.startsWith("Failed to load resource")) troubles.push(text);
  });
  await page.addInitScript(() => {
    globalThis.violations = [];
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) => {
      globalThis.violations.push(`${violatedDirective} ${blockedURI} ${sample}`);
    });
  });
  page.troubles = async () => [...troubles, ...(await page.evaluate(() => globalThis.violations))];
  return page;
}

/** With answers that are still on their way, which nobody waits for any more. */
export async function closePage(page) {
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.context().close();
}

/** Goes there and waits until nothing is loading any more. */
export async function visit(page, address) {
  await page.goto(address);
  await settle(page);
}

export async function settle(page) {
  await page.waitForSelector("main h1");
  await page.waitForFunction(() => document.querySelector("[aria-busy=true]") === null);
  await page.evaluate(() => document.fonts.ready);
}

/** What axe finds, as lines that say where. */
export async function axe(page) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, { resultTypes: ["violations"] }),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(" ")} ${failureSummary?.split("\n").slice(1, 2).join("")}`),
  );
}
