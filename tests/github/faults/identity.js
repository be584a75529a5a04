// Tokens and Apps that are good no longer, or not yet.

import { badCredentials, message } from "../service/replies.js";

export const badToken = () => badCredentials();

export function revokeToken({ service, call }) {
  if (call.caller.hash) service.tokens.revoke(call.caller.hash);
}

export const tooManyLogins = () =>
  message(403, "Maximum number of login attempts exceeded. Please try again later.");

export function expireTokens({ service }) {
  service.tokens.expireMinted();
}

/** Not all of GitHub has heard of a new token yet. */
export const isFresh = (call, { seconds }) =>
  Boolean(call.caller.minted) && Date.now() - call.caller.minted.mintedAt < seconds * 1000;

export function suspendInstallations({ service }) {
  for (const installation of service.app?.installations.values() ?? []) {
    installation.isSuspended = true;
  }
  service.tokens.expireMinted();
}

export function deleteInstallations({ service }) {
  service.app?.installations.clear();
  service.tokens.expireMinted();
}

export function skewClock({ service, options }) {
  service.clock.advance(options.seconds);
}
