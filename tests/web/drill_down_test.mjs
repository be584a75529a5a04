import { closePage, openPage, visit } from "./browser.mjs";
import { equal, holds, same } from "./expect.mjs";

/** The same number wherever it is read: drawing, table, API, command line. */
export function tests({ browser, url, ask, shiplog }) {
  return [
    ...["lead_time", "deployment_frequency", "change_fail_rate", "recovery_time", "rework_rate"].map((id) => [
      `${id}: the drawing, its table, the API and the command line agree`,
      async () => {
        const answer = await ask(`/metrics?id=${id}&cmp=none`);
        const series = answer.metrics[0].series;
        const page = await openPage(browser);
        await visit(page, `${url}/catalog/${id}?cmp=none`);
        const chart = page.locator(".chart").first();
        const spoken = await readByKeys(page, chart);
        await chart.getByRole("button", { name: "Table" }).click();
        const shown = await chart.locator("tbody tr").evaluateAll((rows) =>
          rows.map((row) => [...row.children].map((cell) => cell.textContent)),
        );
        same(spoken.length, series.length);
        same(shown.length, series.length);
        series.forEach((point, index) => {
          const [, value, interval, count] = shown[index];
          same(count, String(point.count));
          const words = spoken[index].split(", ");
          same(words[0], shown[index][0].replace(" (cut)", ""));
          holds(words.some((word) => word === `n=${point.count}` || word === `only n=${point.count}`), spoken[index]);
          if (point.value === null) {
            holds(value.startsWith("–"), `${value} is shown where there is no value`);
          } else {
            same(words[1].replace(" so far", ""), value);
          }
          if (point.interval !== undefined) holds(spoken[index].includes(interval), spoken[index]);
        });
        equal(await csvValues(page, chart), series.map(({ value }) => value));
        const { from, until, every } = answer.window;
        const told = shiplog("metrics", id, "--from", from, "--until", until, "--every", every, "--now", until, "--compare", "none", "--format", "json");
        equal(told.metrics[0].series, series);
        await closePage(page);
      },
    ]),
    [
      "the changes behind a week are as many as the point says, and their median is its value",
      async () => {
        const answer = await ask("/metrics?id=lead_time&cmp=none");
        const point = answer.metrics[0].series.at(3);
        const sel = `week:${point.from.slice(0, 10)}`;
        const explained = await ask(`/explain/lead_time?cmp=none&limit=1000&counted=yes&sel=${sel}`);
        const counted = explained.items.filter((item) => item.counted);
        same(counted.length, point.count);
        const values = counted.map(({ value }) => value).sort((a, b) => a - b);
        const middle = (values[Math.floor((values.length - 1) / 2)] + values[Math.ceil((values.length - 1) / 2)]) / 2;
        same(middle, point.value);
        const page = await openPage(browser);
        await visit(page, `${url}/overview?cmp=none&sel=lead_time,${sel}`);
        await page.waitForSelector("[role=dialog] table");
        const step = page.locator("[role=dialog] .steps li", { hasText: "Counted" });
        same(await step.locator("span").last().textContent(), String(point.count));
        await closePage(page);
      },
    ],
  ];
}

/** What a screen reader hears from the first point to the last. */
async function readByKeys(page, chart) {
  const keys = chart.getByRole("application");
  const status = chart.locator(".chart-surface > [role=status]");
  await keys.focus();
  await page.keyboard.press("Home");
  const heard = [await status.textContent()];
  for (;;) {
    await page.keyboard.press("ArrowRight");
    const next = await status.textContent();
    if (next === heard.at(-1)) return heard;
    heard.push(next);
  }
}

/** The second column of the file that the chart saves. */
async function csvValues(page, chart) {
  await chart.getByRole("button", { name: /^Save/ }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: /CSV/ }).click(),
  ]);
  const stream = await download.createReadStream();
  let text = "";
  for await (const part of stream) text += part;
  return text
    .trim()
    .split("\r\n")
    .slice(1)
    .map((line) => line.split(",")[1])
    .map((value) => (value === "" ? null : Number(value)));
}
