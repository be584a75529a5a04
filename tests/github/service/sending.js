// Sending a reply, as it should be or in one of the ways in which networks spoil it.

import { gzipSync } from "node:zlib";

const WORTH_PACKING = 200;

const bytesOf = (body) => {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body), "utf8");
};

const typeOf = (body) =>
  typeof body === "string" ? "text/plain; charset=utf-8" : "application/json; charset=utf-8";

/** The body on the wire and the headers that go with it. */
function packed(reply, request, { isPlain = false }) {
  const plain = bytesOf(reply.body);
  const headers = { "content-type": typeOf(reply.body), vary: "Accept-Encoding", ...reply.headers };
  const mayPack =
    !isPlain &&
    /\bgzip\b/.test(request.headers["accept-encoding"] ?? "") &&
    !headers["content-encoding"];
  if (!mayPack || plain.length < WORTH_PACKING) return { plain, bytes: plain, headers };
  return {
    plain,
    bytes: gzipSync(plain, { level: 1 }),
    headers: { ...headers, "content-encoding": "gzip" },
  };
}

/**
 * @param {import("node:http").ServerResponse} response
 * @param {object} manner How, where not as usual:
 *   {write?: (response, status, headers, bytes) => void, isPlain?: boolean, delay?: number}
 * @returns {{sent: number, unpacked: number}}
 */
export function send(request, response, reply, manner) {
  const { plain, bytes, headers } = packed(reply, request, manner);
  const counted = { sent: bytes.length, unpacked: plain.length };
  if (manner.write) {
    manner.write(response, reply.status, headers, bytes);
    return counted;
  }
  if (reply.status === 304) {
    response.writeHead(304, headers).end();
    return { sent: 0, unpacked: 0 };
  }
  response.writeHead(reply.status, { ...headers, "content-length": bytes.length }).end(bytes);
  return counted;
}
