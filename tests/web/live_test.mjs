import { closePage, openPage, visit } from "./browser.mjs";
import { holds, same } from "./expect.mjs";

/** The page hears of news, asks only what it shows, and leaves the reader where he is. */
export function tests({ browser, url }) {
  return [
    [
      "a new snapshot changes the numbers and leaves focus and scroll",
      async () => {
        const page = await openPage(browser, { height: 600 });
        await page.addInitScript(speakForTheServer);
        const asked = [];
        page.on("request", (request) => asked.push(new URL(request.url()).pathname));
        await visit(page, `${url}/overview`);
        const chart = page.getByRole("application", { name: /^Lead time for changes/ });
        await chart.focus();
        await page.evaluate(() => scrollTo(0, 240));
        await page.route("**/api/v1/metrics**", async (route) => {
          const response = await route.fetch();
          const answer = await response.json();
          if (answer.metrics[0] !== undefined) answer.metrics[0].count = 98_765;
          await route.fulfill({ response, json: answer });
        });
        asked.length = 0;
        await page.evaluate(() => globalThis.tell("snapshot", { generation: 99, repositories: ["acme/api"] }));
        await page.getByText("n=98,765").first().waitFor();
        same(await page.evaluate(() => document.activeElement?.getAttribute("role")), "application");
        same(await page.evaluate(() => scrollY), 240);
        holds(!asked.some((path) => path.endsWith("/catalog")), "what cannot have changed was asked again");
        await closePage(page);
      },
    ],
    [
      "progress of a sync is shown as it is told",
      async () => {
        const page = await openPage(browser);
        await page.addInitScript(speakForTheServer);
        await page.route("**/api/v1/repositories", async (route) => {
          const response = await route.fetch();
          const answer = await response.json();
          answer.repositories[0].source = "github";
          await route.fulfill({ response, json: answer });
        });
        await visit(page, `${url}/repositories`);
        const name = await page.locator("tbody th a").first().textContent();
        await page.evaluate(
          (repository) => globalThis.tell("sync", { repository, state: "running", phase: "pull requests", done: 40, total: 160, per_second: 4 }),
          name,
        );
        const bar = page.getByRole("progressbar");
        await bar.waitFor();
        same(await bar.getAttribute("aria-valuenow"), "25");
        await closePage(page);
      },
    ],
    [
      "where events do not come through, the page asks",
      async () => {
        const page = await openPage(browser);
        await page.clock.install();
        await page.route("**/api/v1/events", (route) => route.abort());
        let generation = 1;
        await page.route("**/api/v1/session", async (route) => {
          const response = await route.fetch();
          await route.fulfill({ response, json: { ...(await response.json()), generation } });
        });
        await page.goto(`${url}/catalog`);
        await page.waitForSelector("main dl");
        generation = 2;
        const again = page.waitForRequest("**/api/v1/session");
        await page.clock.runFor(16_000);
        await again;
        await closePage(page);
      },
    ],
  ];
}

/** In place of the browser's event source: the test says what the server would. */
function speakForTheServer() {
  const sources = [];
  globalThis.EventSource = class extends EventTarget {
    constructor() {
      super();
      sources.push(this);
    }
    close() {}
  };
  globalThis.tell = (type, data) => {
    for (const source of sources) source.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data) }));
  };
}
