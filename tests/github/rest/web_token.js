// The JSON web token with which an App says who it is.

import { createPublicKey, verify } from "node:crypto";

const LIFETIME_MAX_SECONDS = 600;

const decoded = (part) => {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
};

const isSigned = (parts, publicKey) =>
  verify(
    "RSA-SHA256",
    Buffer.from(`${parts[0]}.${parts[1]}`),
    createPublicKey(publicKey),
    Buffer.from(parts[2], "base64url"),
  );

/**
 * @param {{appId: string, clientId: string, publicKey: string}} app
 * @param {number} now Seconds since 1970.
 * @returns {string|undefined} Why GitHub refuses the token.
 */
export function refusalOf(token, app, now) {
  const parts = token.split(".");
  const [head, claims] = parts.map(decoded);
  if (head?.alg !== "RS256" || !claims || !isSigned(parts, app.publicKey)) {
    return "A JSON web token could not be decoded";
  }
  if (![app.appId, app.clientId].includes(String(claims.iss))) {
    return "'Issuer' claim ('iss') must be an Integer";
  }
  if (!Number.isInteger(claims.iat) || claims.iat > now) {
    return "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued";
  }
  if (!Number.isInteger(claims.exp) || claims.exp <= now) {
    return "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires";
  }
  if (claims.exp > now + LIFETIME_MAX_SECONDS) {
    return "'Expiration time' claim ('exp') is too far in the future";
  }
  return undefined;
}
