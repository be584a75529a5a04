// Writes the files of a folder, and their packed forms, as a C++ source that carries them:
//
//   node tools/embed_page.mjs web/dist build/debug/generated/page

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
};
// Packed already.
const packed = new Set([".png", ".ico", ".woff2"]);

const [from, to] = process.argv.slice(2).map((path) => resolve(path));

function filesOf(folder, prefix = "") {
  return readdirSync(join(folder, prefix), { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith("."))
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${prefix}/${entry.name}`;
      return entry.isDirectory() ? filesOf(folder, path) : [path];
    });
}

function formsOf(path, bytes) {
  if (packed.has(extname(path))) {
    return { plain: bytes };
  }
  const brotli = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
  const gzip = gzipSync(bytes, { level: 9 });
  const smaller = (form) => (form.length < bytes.length ? form : undefined);
  return { plain: bytes, gzip: smaller(gzip), brotli: smaller(brotli) };
}

mkdirSync(to, { recursive: true });
const blobs = [];
const entries = filesOf(from).map((path, index) => {
  const type = types[extname(path)];
  if (type === undefined) {
    throw new Error(`embed_page: of what type is ${path}? Say it in tools/embed_page.mjs`);
  }
  const bytes = readFileSync(join(from, path));
  const fields = Object.entries(formsOf(path, bytes))
    .filter(([, form]) => form !== undefined)
    .map(([name, form]) => {
      const symbol = `shiplog_page_${index}_${name}`;
      writeFileSync(join(to, symbol), form);
      blobs.push(symbol);
      return `.${name} = {${symbol}, ${form.length}}`;
    });
  const digest = createHash("sha256").update(bytes).digest("hex").slice(0, 24);
  return `    {.path = "${path}",\n     .content_type = "${type}",\n     .digest = "${digest}",\n     ${fields.join(",\n     ")}},`;
});

const assembly = (symbol) => `asm(".section .rodata\\n"
    ".hidden ${symbol}\\n"
    ".global ${symbol}\\n"
    "${symbol}:\\n"
    ".incbin \\"${join(to, symbol)}\\"\\n"
    ".byte 0\\n"
    ".previous\\n");
extern "C" const char ${symbol}[];
`;

writeFileSync(
  join(to, "embedded_page.cc"),
  `#include "app/embedded_page.h"

#include <span>

#include "api/static_files.h"

${blobs.map(assembly).join("")}
namespace shiplog {
namespace {

const api::EmbeddedFile kFiles[] = {
${entries.join("\n")}
};

}  // namespace

std::span<const api::EmbeddedFile> embedded_page() { return kFiles; }

}  // namespace shiplog
`,
);
