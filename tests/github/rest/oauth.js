// Tokens for refresh tokens, each of which is good once.

import { reply } from "../service/replies.js";

const LIFETIME_SECONDS = 28_800;
const REFRESH_LIFETIME_SECONDS = 15_897_600;

function parametersOf(call) {
  const text = call.body.toString("utf8");
  const isJson = (call.headers["content-type"] ?? "").includes("json");
  return isJson ? new Map(Object.entries(JSON.parse(text))) : new URLSearchParams(text);
}

export function refreshedToken(service, call) {
  const parameters = parametersOf(call);
  const old = parameters.get("refresh_token");
  if (parameters.get("grant_type") !== "refresh_token" || !service.tokens.useUp(old)) {
    return reply(200, {
      error: "bad_refresh_token",
      error_description: "The refresh token passed is incorrect or expired.",
      error_uri: "https://docs.github.com",
    });
  }
  return reply(200, {
    access_token: service.tokens.invent("ghu_"),
    expires_in: LIFETIME_SECONDS,
    refresh_token: service.tokens.invent("ghr_"),
    refresh_token_expires_in: REFRESH_LIFETIME_SECONDS,
    scope: "",
    token_type: "bearer",
  });
}
