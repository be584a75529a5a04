import { closePage, openPage, paths, visit } from "./browser.mjs";
import { holds, none, same } from "./expect.mjs";

/** 320 pixels are a phone, and 1280 at a zoom of 400 %; 640 are a zoom of 200 %. */
export function tests({ browser, url }) {
  return [
    ...[320, 390, 640].flatMap((width) =>
      paths.map((path) => [
        `${path} fits into ${width} pixels`,
        async () => {
          const page = await openPage(browser, { width, height: 700 });
          await visit(page, url + path);
          none(await tooWide(page), "wider than the page");
          await closePage(page);
        },
      ]),
    ),
    [
      "the derivation fits into 320 pixels",
      async () => {
        const page = await openPage(browser, { width: 320, height: 700 });
        await visit(page, `${url}/overview?sel=lead_time`);
        await page.waitForSelector("[role=dialog] table");
        none(await tooWide(page), "wider than the page");
        await closePage(page);
      },
    ],
    [
      "forced colours leave lines, bars and the chosen page to be seen",
      async () => {
        const page = await openPage(browser, { forcedColors: "active" });
        await visit(page, `${url}/overview`);
        const stroke = await page.$eval(".line", (line) => getComputedStyle(line).stroke);
        holds(stroke !== "none", "a line has no stroke");
        const outline = await page.$eval('[aria-current="page"]', (link) => getComputedStyle(link).outlineStyle);
        same(outline, "solid");
        await closePage(page);
      },
    ],
    [
      "nothing moves for who wants less motion",
      async () => {
        const page = await openPage(browser);
        await visit(page, `${url}/overview`);
        const moving = await page.evaluate(() => document.getAnimations().length);
        same(moving, 0);
        await closePage(page);
      },
    ],
    [
      "paper gets the charts without the controls",
      async () => {
        const page = await openPage(browser, { theme: "dark" });
        await visit(page, `${url}/overview`);
        await page.emulateMedia({ media: "print" });
        same(await page.locator(".rail").isVisible(), false);
        same(await page.locator(".card-actions").first().isVisible(), false);
        same(await page.locator("svg.drawing").first().isVisible(), true);
        const background = await page.$eval(".card", (card) => getComputedStyle(card).backgroundColor);
        same(background, "rgb(255, 255, 255)");
        await closePage(page);
      },
    ],
  ];
}

/** What sticks out of the page; inside a box that scrolls is fine. */
function tooWide(page) {
  return page.evaluate(() => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    return [...document.querySelectorAll("main *, [role=dialog] *")]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .map((element) => `${element.tagName} ${element.className?.baseVal ?? element.className} ${Math.round(element.getBoundingClientRect().right)}`);
  });
}
