// The HTTP server around the service.

import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { control } from "./control.js";
import { message } from "./replies.js";
import { send } from "./sending.js";

const BODY_MAX = 10 * 1024 * 1024;

async function bodyOf(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= BODY_MAX) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function answer(service, request, response) {
  const body = await bodyOf(request);
  const { statistics } = service;
  statistics.bytes.received += body.length;
  const asked = { method: request.method, url: request.url, headers: request.headers, body };
  const began = performance.now();
  const { call, reply, manner } = await service.handle(asked);
  // What hangs or is cut is under way until its connection is gone.
  if (response.destroyed) call.account.leave();
  else response.once("close", () => call.account.leave());
  const delay = service.options.latency + (manner.delay ?? 0) * 1000;
  if (delay) await sleep(delay);
  call.account.worked(call.door, (performance.now() - began) / 1000);
  const counted = send(request, response, reply, manner);
  statistics.countReply({
    ...counted,
    operation: call.operation,
    status: reply.status,
    hasErrors: reply.status >= 400 || Boolean(reply.body?.errors),
  });
}

async function take(service, request, response) {
  if (request.url.startsWith("/_simulator/")) {
    const reply = await control(service, request.method, request.url, await bodyOf(request));
    send(request, response, reply, {});
    return;
  }
  service.statistics.arrive();
  response.once("close", () => service.statistics.leave());
  await answer(service, request, response);
}

/** @returns {import("node:http").Server} Not listening yet. */
export function makeServer(service) {
  const server = http.createServer((request, response) => {
    take(service, request, response).catch((error) => {
      console.error(error);
      if (response.headersSent) response.destroy();
      else send(request, response, message(500, `The simulator is broken: ${error.message}`), {});
    });
  });
  server.keepAliveTimeout = 60_000;
  return server;
}
