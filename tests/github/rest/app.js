// What a GitHub App asks for in its own name, and its installations in theirs.

import { message, notFound, reply } from "../service/replies.js";
import { restPage } from "./pages.js";
import { repositoryText } from "./repository_text.js";
import { refusalOf } from "./web_token.js";

const PERMISSIONS = {
  actions: "read",
  checks: "read",
  contents: "read",
  deployments: "read",
  issues: "read",
  members: "read",
  metadata: "read",
  pull_requests: "read",
};

function refused(service, call) {
  const { app, clock } = service;
  if (!app || call.caller.state !== "app") {
    return message(401, "A JSON web token could not be decoded");
  }
  const reason = refusalOf(call.caller.token, app, clock.seconds());
  return reason && message(401, reason);
}

const installationText = (service, { id, owner, isSuspended }) => ({
  id,
  app_id: Number(service.app.appId),
  account: { login: owner, type: service.world.isUser(owner) ? "User" : "Organization" },
  target_type: service.world.isUser(owner) ? "User" : "Organization",
  repository_selection: "all",
  permissions: PERMISSIONS,
  suspended_at: isSuspended ? service.clock.text() : null,
});

export function installations(service, call) {
  const refusal = refused(service, call);
  if (refusal) return refusal;
  const { rows, headers } = restPage([...service.app.installations.values()], call);
  return reply(
    200,
    rows.map((each) => installationText(service, each)),
    headers,
  );
}

export function installationOf(service, call, [login]) {
  const refusal = refused(service, call);
  if (refusal) return refusal;
  const isOwner = (each) => each.owner.toLowerCase() === login.toLowerCase();
  const known = [...service.app.installations.values()].find(isOwner);
  return known ? reply(200, installationText(service, known)) : notFound();
}

export function accessToken(service, call, [id]) {
  const refusal = refused(service, call);
  if (refusal) return refusal;
  const installation = service.app.installations.get(Number(id));
  if (!installation) return notFound();
  if (installation.isSuspended) return message(403, "This installation has been suspended");
  const { token, expiresAt } = service.tokens.mint(installation, service.app.appId);
  const body = {
    token,
    expires_at: new Date(expiresAt * 1000).toISOString().replace(".000Z", "Z"),
    permissions: PERMISSIONS,
    repository_selection: "all",
  };
  return reply(201, body);
}

export function repositoriesOfInstallation(service, call) {
  const { minted } = call.caller;
  if (!minted) {
    return message(
      403,
      "You must authenticate with an installation access token in order to list repositories for an installation.",
    );
  }
  const all = service.world.repositoriesOf(minted.installation.owner);
  const { rows, headers } = restPage(all, call);
  const repositories = rows.map((each) => repositoryText(each, call.base));
  return reply(
    200,
    { total_count: all.length, repository_selection: "all", repositories },
    headers,
  );
}
