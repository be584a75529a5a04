import { closePage, openPage, settle, visit } from "./browser.mjs";
import { equal, holds, matches, same } from "./expect.mjs";

/** Journeys without a mouse. */
export function tests({ browser, url }) {
  const journey = (name, path, walk) => [
    name,
    async () => {
      const page = await openPage(browser);
      await visit(page, url + path);
      await walk(page);
      await closePage(page);
    },
  ];
  const search = (page) => new URL(page.url()).search;
  const focused = (page) => page.evaluate(() => document.activeElement?.textContent?.trim().slice(0, 40));

  return [
    journey("the first stop skips to the content", "/overview", async (page) => {
      await page.keyboard.press("Tab");
      same(await focused(page), "Skip to content");
      await page.keyboard.press("Enter");
      same(await page.evaluate(() => document.activeElement?.id), "content");
    }),
    journey("the navigation is one stop, and arrows move in it", "/overview", async (page) => {
      await page.getByRole("link", { name: "Overview" }).focus();
      await page.keyboard.press("ArrowDown");
      same(await focused(page), "DORA");
      await page.keyboard.press("Enter");
      await page.waitForURL("**/dora");
      await settle(page);
      same(await page.getByRole("heading", { level: 1 }).textContent(), "DORA");
      same(await page.evaluate(() => document.activeElement?.id), "content");
    }),
    journey("a point of a chart opens what is behind it, and Escape returns to the chart", "/overview", async (page) => {
      const chart = page.getByRole("application", { name: /^Lead time for changes/ });
      await chart.focus();
      await page.keyboard.press("Home");
      await page.keyboard.press("ArrowRight");
      const said = await chart.locator("xpath=following-sibling::*[@role='status']").textContent();
      matches(said, /^Week of .*, n=\d+/);
      await page.keyboard.press("Enter");
      await page.waitForSelector("[role=dialog] table");
      matches(search(page), /sel=lead_time,week:\d{4}-\d\d-\d\d/);
      await page.keyboard.press("Escape");
      await page.waitForSelector("[role=dialog]", { state: "detached" });
      same(search(page), "");
      same(await page.evaluate(() => document.activeElement?.getAttribute("role")), "application");
    }),
    journey("Back closes what a chart has opened", "/overview", async (page) => {
      await page.getByRole("button", { name: /How is this calculated/ }).first().press("Enter");
      await page.waitForSelector("[role=dialog]");
      await page.goBack();
      await page.waitForSelector("[role=dialog]", { state: "detached" });
    }),
    journey("the palette finds a page and a repository", "/overview", async (page) => {
      await page.keyboard.press("Control+k");
      await page.waitForSelector("[role=combobox]");
      await page.keyboard.type("revi");
      await page.keyboard.press("Enter");
      await page.waitForURL("**/reviews");
      await settle(page);
      await page.keyboard.press("/");
      await page.waitForSelector("[role=combobox]");
      await page.keyboard.type("acme/shop");
      await page.waitForSelector("[role=option]");
      await page.keyboard.press("Enter");
      await page.waitForURL(/scope=repo/);
      matches(decodeURIComponent(search(page)), /scope=repo:acme\/shop/);
    }),
    journey("single keys change the range and the comparison, until they are switched off", "/overview", async (page) => {
      await page.keyboard.press("m");
      same(search(page), "?range=28d");
      await page.keyboard.press("x");
      same(search(page), "?range=28d&cmp=year");
      await page.keyboard.press("?");
      await page.waitForSelector("[role=dialog]");
      await page.getByRole("checkbox").press("Space");
      await page.keyboard.press("Escape");
      await page.waitForSelector("[role=dialog]", { state: "detached" });
      await page.keyboard.press("y");
      same(search(page), "?range=28d&cmp=year");
    }),
    journey("a key typed into a field is only a letter", "/pulls", async (page) => {
      await page.getByRole("searchbox").focus();
      await page.keyboard.type("my");
      await page.waitForURL(/q=my/);
      same(search(page), "?q=my");
    }),
    journey("a menu of the filter bar is opened, read and chosen from by keys", "/overview", async (page) => {
      await page.getByRole("button", { name: "Compare with" }).press("Enter");
      await page.waitForSelector("[role=menu]");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.waitForURL(/cmp=year/);
      await page.waitForSelector("[role=menu]", { state: "detached" });
      matches(await page.evaluate(() => document.activeElement?.getAttribute("aria-label")), /^Compare with/);
    }),
    journey("the weeks of the calendar are columns for the arrows", "/activity", async (page) => {
      const chart = page.getByRole("application", { name: /^Events per day/ });
      await chart.focus();
      const status = chart.locator("xpath=following-sibling::*[@role='status']");
      await page.keyboard.press("End");
      const last = await status.textContent();
      await page.keyboard.press("ArrowLeft");
      const weekBefore = await status.textContent();
      const day = (text) => Date.parse(`${/^\d+ \w+ \d+/.exec(text ?? "")?.[0]} UTC`);
      same((day(last) - day(weekBefore)) / 86_400_000, 7);
    }),
    journey("the choice of colours is kept", "/settings", async (page) => {
      await page.getByRole("radio", { name: "Dark" }).press("Space");
      await page.reload();
      await settle(page);
      same(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
      const colour = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      equal(colour, "rgb(14, 17, 22)");
    }),
    journey("a shared address shows the same to another", "/lead-time?range=28d&cmp=none&p=75", async (page) => {
      holds(await page.getByRole("button", { name: "Range: Last 28 days" }).isVisible());
      holds(await page.getByRole("button", { name: "Compare with" }).getByText("Not compared").isVisible());
      same(await page.getByRole("radio", { name: "p75" }).getAttribute("aria-checked"), "true");
    }),
  ];
}
