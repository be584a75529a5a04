import { closePage, openPage, settle, visit } from "./browser.mjs";
import { holds, matches, same } from "./expect.mjs";

/** A server that fails, waits, refuses or is not there. */
export function tests({ browser, url }) {
  const problem = (status, title, detail) => (route) =>
    route.fulfill({
      status,
      contentType: "application/problem+json",
      body: JSON.stringify({ title, status, detail, request_id: "r-12" }),
    });
  return [
    [
      "a failure is told in the server's words, with the id of the request, and can be tried again",
      async () => {
        const page = await openPage(browser);
        let broken = true;
        await page.route("**/api/v1/metrics**", (route) =>
          broken ? problem(500, "The store cannot be read", "Its disk is full; make room and try again.")(route) : route.continue(),
        );
        await page.goto(`${url}/dora`);
        const alert = page.getByRole("alert").first();
        await alert.waitFor({ timeout: 20_000 });
        matches(await alert.textContent(), /The store cannot be read.*Its disk is full.*r-12/);
        broken = false;
        await page.getByRole("button", { name: "Try again" }).first().click();
        await page.waitForSelector("svg.drawing");
        await closePage(page);
      },
    ],
    [
      "a refusal is told at once and not tried again",
      async () => {
        const page = await openPage(browser);
        let asked = 0;
        await page.route("**/api/v1/repositories", (route) => {
          asked += 1;
          return problem(403, "You may not see this", "Ask who runs this server.")(route);
        });
        await page.goto(`${url}/repositories`);
        await page.getByRole("alert").first().waitFor();
        matches(await page.getByRole("alert").first().textContent(), /You may not see this/);
        same(asked, 1);
        await closePage(page);
      },
    ],
    [
      "what is not JSON is a failure, not a blank page",
      async () => {
        const page = await openPage(browser);
        await page.route("**/api/v1/catalog", (route) => route.fulfill({ status: 200, contentType: "text/html", body: "<p>proxy" }));
        await page.goto(`${url}/catalog`);
        await page.getByRole("alert").waitFor();
        await closePage(page);
      },
    ],
    [
      "offline, the page stays and says that the server is not there",
      async () => {
        const page = await openPage(browser);
        await visit(page, `${url}/overview`);
        await page.waitForSelector("svg.drawing");
        await page.context().setOffline(true);
        await page.getByRole("radio", { name: "p90" }).click();
        const alert = page.getByRole("alert").first();
        await alert.waitFor({ timeout: 20_000 });
        matches(await alert.textContent(), /does not answer/);
        holds((await page.locator("svg.drawing").count()) > 0, "the charts are gone");
        await closePage(page);
      },
    ],
    [
      "while an answer is slow the frame is there and nothing jumps when it comes",
      async () => {
        const page = await openPage(browser);
        await page.route("**/api/v1/metrics**", async (route) => {
          await new Promise((resolve) => setTimeout(resolve, 800));
          await route.continue();
        });
        await page.goto(`${url}/overview`);
        await page.waitForSelector("main h1");
        holds(await page.getByRole("button", { name: /^Range/ }).isVisible(), "the filters wait for the numbers");
        same(await page.locator("[aria-busy=true]").count(), 1);
        await settle(page);
        await closePage(page);
      },
    ],
    [
      "an old answer stays on the screen until the new one is there",
      async () => {
        const page = await openPage(browser);
        await visit(page, `${url}/overview`);
        await page.waitForSelector("svg.drawing");
        await page.route("**/api/v1/metrics**", async (route) => {
          await new Promise((resolve) => setTimeout(resolve, 600));
          await route.continue();
        });
        await page.keyboard.press("m");
        holds((await page.locator("svg.drawing").count()) > 0, "the charts are gone");
        same(await page.locator("[aria-busy=true]").count(), 0);
        await closePage(page);
      },
    ],
    [
      "an empty store shows the way to the first data",
      async () => {
        const page = await openPage(browser);
        await page.route("**/api/v1/metrics**", (route) =>
          route.fulfill({
            status: 200,
            contentType: "application/json",
            body: JSON.stringify({
              window: { from: "2026-01-01T00:00:00Z", until: "2026-04-01T00:00:00Z", every: "week", time_zone: "UTC" },
              scope: { repositories: [], bots: "default" },
              complete_until: null,
              metrics: [],
            }),
          }),
        );
        await visit(page, `${url}/overview`);
        await page.getByRole("link", { name: "Set up" }).click();
        await page.waitForURL("**/setup");
        await closePage(page);
      },
    ],
  ];
}
