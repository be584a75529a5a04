import { axe, closePage, openPage, paths, visit } from "./browser.mjs";
import { none } from "./expect.mjs";

/** Every page, and every state that covers it, in both themes. */
export function tests({ browser, url }) {
  const states = [
    ["the derivation of a number", "/overview?sel=lead_time", async () => {}, "[role=dialog] table"],
    ["the items of one week", "/overview?sel=lead_time,stage:review", async () => {}, "[role=dialog] table"],
    ["the command palette", "/overview", (page) => page.keyboard.press("Control+k"), "[role=combobox]"],
    ["the list of keys", "/overview", (page) => page.keyboard.press("?"), "[role=dialog] table"],
    ["a chart as a table", "/overview", (page) => page.getByRole("button", { name: "Table" }).first().click(), ".twin"],
    ["the menu of ranges", "/overview", (page) => page.getByRole("button", { name: /^Range/ }).click(), ".range-form"],
    ["an address with nonsense in it", "/overview?range=bogus&colour=red", async () => {}, ".chips"],
    ["no such page", "/nowhere", async () => {}, "main h1"],
    ["no such metric", "/catalog/nothing", async () => {}, "main h1"],
  ];
  return ["light", "dark"].flatMap((theme) => [
    ...paths.map((path) => [
      `${path} has nothing for axe to find, ${theme}`,
      async () => {
        const page = await openPage(browser, { theme });
        await visit(page, url + path);
        none(await axe(page), "axe");
        none(await page.troubles(), "in the console");
        await closePage(page);
      },
    ]),
    ...states.map(([name, path, act, sign]) => [
      `${name} has nothing for axe to find, ${theme}`,
      async () => {
        const page = await openPage(browser, { theme });
        await visit(page, url + path);
        await act(page);
        await page.waitForSelector(sign);
        none(await axe(page), "axe");
        none(await page.troubles(), "in the console");
        await closePage(page);
      },
    ]),
  ]);
}
