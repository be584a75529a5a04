import { closePage, openPage, paths, visit } from "./browser.mjs";
import { none, same } from "./expect.mjs";

const strings = [
  `<script>document.title = "taken"</script>`,
  `<img src=x onerror="document.title='taken'">`,
  `"><svg onload="document.title='taken'">`,
  `javascript:document.title='taken'`,
  `{{constructor.constructor("document.title='taken'")()}}`,
  "\u202eright to left\u0000 and 👩🏽‍💻 and 𝕏 ".repeat(6),
];

/** Whatever people write into titles, names and labels is shown as text and does nothing. */
export function tests({ browser, url }) {
  return [
    ...[...paths, "/pulls/acme/shop/100", "/overview?sel=lead_time"].map((path) => [
      `${path} shows hostile words as words`,
      async () => {
        const page = await openPage(browser);
        await page.route("**/api/v1/**", poison);
        await visit(page, url + path);
        await page.waitForTimeout(150);
        same(await page.evaluate(() => document.querySelectorAll("img[src=x], main script, a[href^='javascript']").length), 0);
        same(/^taken/.test(await page.title()), false);
        none(await page.troubles(), "in the console");
        await closePage(page);
      },
    ]),
    [
      "hostile words in the address are shown as words",
      async () => {
        const page = await openPage(browser);
        const words = encodeURIComponent(strings[1]);
        for (const path of [`/overview?label=${words}`, `/pulls?q=${words}`, `/catalog/${words}`, `/overview?${words}=1`, `/overview?sel=${words}`]) {
          await visit(page, url + path);
          same(/^taken/.test(await page.title()), false);
        }
        none(await page.troubles(), "in the console");
        await closePage(page);
      },
    ],
  ];
}

const written = new Set([
  "title", "name", "tag", "text", "reason", "by", "login", "subject", "service", "environment", "labels",
  "actor", "what", "costs", "error", "question", "definition", "caveat", "notes", "absent", "url",
]);

/** The server's own answer with every word that people write replaced. */
async function poison(route) {
  if (route.request().url().includes("/events")) return route.continue();
  const response = await route.fetch();
  if (!(response.headers()["content-type"] ?? "").includes("json")) return route.fulfill({ response });
  let next = 0;
  const replaced = (value) => (typeof value === "string" ? strings[next++ % strings.length] : value);
  const text = JSON.stringify(await response.json(), (key, value) => {
    if (!written.has(key)) return value;
    return Array.isArray(value) ? value.map(replaced) : replaced(value);
  });
  await route.fulfill({ response, body: text });
}
