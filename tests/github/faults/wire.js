// The network spoils a reply, or the server sends what it should not.

import { gzipSync } from "node:zlib";

const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };
const MEGABYTE = 1024 * 1024;

const half = (bytes) => bytes.subarray(0, Math.floor(bytes.length / 2));

/** Does something later, unless the client has gone by then. */
function later(response, milliseconds, act) {
  const timer = setTimeout(act, milliseconds);
  response.once("close", () => clearTimeout(timer));
}

/** Half of the JSON, sent as if it were all. */
export const truncated = () => ({
  isPlain: true,
  write: (response, status, headers, bytes) => {
    const cut = half(bytes);
    response.writeHead(status, { ...headers, "content-length": cut.length }).end(cut);
  },
});

/** Less than the content-length says. */
export const shortened = () => ({
  write: (response, status, headers, bytes) => {
    response.writeHead(status, { ...headers, "content-length": bytes.length });
    response.write(half(bytes), () => response.destroy());
  },
});

export const resetBefore = () => ({ write: (response) => response.socket.resetAndDestroy() });

export const resetMidway = () => ({
  write: (response, status, headers, bytes) => {
    response.writeHead(status, { ...headers, "content-length": bytes.length });
    response.write(half(bytes), () =>
      later(response, 20, () => response.socket?.resetAndDestroy()),
    );
  },
});

/** The connection ends without a word. */
export const nothing = () => ({ write: (response) => response.destroy() });

/** Half of the reply, then silence. */
export const stalled = ({ options }) => ({
  write: (response, status, headers, bytes) => {
    response.writeHead(status, { ...headers, "content-length": bytes.length });
    response.write(half(bytes));
    later(response, options.seconds * 1000, () => response.destroy());
  },
});

/** Not even headers. */
export const silent = ({ options }) => ({
  write: (response) => later(response, options.seconds * 1000, () => response.destroy()),
});

/** A byte at a time. */
export const slow = ({ options }) => ({
  write: (response, status, headers, bytes) => {
    response.writeHead(status, { ...headers, "content-length": bytes.length });
    let sent = 0;
    const timer = setInterval(() => {
      response.write(bytes.subarray(sent, sent + 1));
      sent += 1;
      if (sent === bytes.length) response.end();
    }, options.seconds * 1000);
    response.once("close", () => clearInterval(timer));
  },
});

/** What speaks no HTTP, as a proxy or a broken TLS terminator would. */
export const noHttp = () => ({
  write: (response) => response.socket.end("\u0015\u0003\u0001\u0000\u0002\u0002(nonsense\r\n\r\n"),
});

export const brokenGzip = () => ({
  isPlain: true,
  write: (response, status, headers, bytes) => {
    const packed = gzipSync(bytes);
    packed.fill(0xff, Math.floor(packed.length / 3), Math.floor(packed.length / 3) + 20);
    const more = { "content-encoding": "gzip", "content-length": packed.length };
    response.writeHead(status, { ...headers, ...more }).end(packed);
  },
});

function hugeText(megabytes) {
  return `{"data":{"repository":{"padding":"${"x".repeat(megabytes * MEGABYTE)}"}}}`;
}

export const hugeBody = ({ options }) => ({
  isPlain: true,
  write: (response, status, headers) => {
    const bytes = Buffer.from(hugeText(options.megabytes));
    response.writeHead(status, { ...headers, "content-length": bytes.length }).end(bytes);
  },
});

/** As much, but small on the wire. */
export const gzipBomb = ({ options }) => ({
  isPlain: true,
  write: (response, status, headers) => {
    const packed = gzipSync(hugeText(options.megabytes), { level: 9 });
    const more = { "content-encoding": "gzip", "content-length": packed.length };
    response.writeHead(status, { ...headers, ...more }).end(packed);
  },
});

const inPlaceOfBody =
  (make, type = JSON_TYPE) =>
  () => ({
    isPlain: true,
    write: (response, status, headers, bytes) => {
      const body = make(bytes);
      const more = { ...type, "content-length": body.length };
      response.writeHead(status, { ...headers, ...more }).end(body);
    },
  });

/** Some letter of the reply is no UTF-8. */
export const notUtf8 = inPlaceOfBody((bytes) => {
  const at = bytes.lastIndexOf('"');
  const bad = Buffer.from([0xc3, 0x28, 0xff]);
  return Buffer.concat([bytes.subarray(0, at), bad, bytes.subarray(at)]);
});

export const byteOrderMark = inPlaceOfBody((bytes) =>
  Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
);

/** The page of a captive portal. */
export const html = inPlaceOfBody(
  () => Buffer.from("<!DOCTYPE html><html><body>Please log in to the network</body></html>"),
  { "content-type": "text/html; charset=utf-8" },
);
