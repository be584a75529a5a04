import { readdirSync, readFileSync, statSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { closePage, openPage, paths, visit } from "./browser.mjs";
import { holds, same } from "./expect.mjs";

const dist = new URL("../../web/dist/", import.meta.url);
const limits = { initial: 170_000, route: 40_000, styles: 10_000, font: 50_000 };

const zipped = (name) => gzipSync(readFileSync(new URL(name.replace(/^\//, ""), dist)), { level: 9 }).length;

/** Bytes are a promise: they do not depend on how busy a machine is. */
export function tests({ browser, url }) {
  const html = readFileSync(new URL("index.html", dist), "utf8");
  const named = (pattern) => [...html.matchAll(pattern)].map(([, name]) => name);
  const initial = named(/(?:src|href)="(\/[^"]+\.js)"/g);
  return [
    [
      "what the first page needs before any route is at most 170 kB of script",
      async () => {
        const sum = initial.reduce((all, name) => all + zipped(name), 0);
        holds(sum <= limits.initial, `${sum} bytes`);
        console.log(`  initial script ${sum} of ${limits.initial}`);
      },
    ],
    [
      "styles are at most 10 kB, and the font is one file of at most 50 kB",
      async () => {
        const styles = named(/href="(\/[^"]+\.css)"/g).reduce((all, name) => all + zipped(name), 0);
        holds(styles <= limits.styles, `${styles} bytes of styles`);
        const fonts = readdirSync(new URL("assets/", dist)).filter((name) => name.endsWith(".woff2"));
        same(fonts.length, 1);
        holds(statSync(new URL(`assets/${fonts[0]}`, dist)).size <= limits.font, "the font");
        console.log(`  styles ${styles} of ${limits.styles}`);
      },
    ],
    [
      "the page begins without a script or a style inside",
      async () => {
        same(/<script(?![^>]*src=)/.test(html), false);
        same(/<style|style=|\son\w+=/.test(html), false);
      },
    ],
    ...paths.map((path) => [
      `${path} adds at most 40 kB of script`,
      async () => {
        const page = await openPage(browser);
        const loaded = new Set();
        page.on("request", (request) => {
          const { pathname } = new URL(request.url());
          if (pathname.endsWith(".js")) loaded.add(pathname);
        });
        await visit(page, url + path);
        const own = [...loaded].filter((name) => !initial.includes(name));
        const sum = own.reduce((all, name) => all + zipped(name), 0);
        holds(sum <= limits.route, `${sum} bytes`);
        console.log(`  ${path} ${sum} of ${limits.route}`);
        await closePage(page);
      },
    ]),
  ];
}
