import { Link } from "wouter";
import { useRepositories, useSession } from "../../api/questions";
import { useSyncStates } from "../../api/live";
import { Ask } from "../../parts/Ask";
import { AddRepository } from "../repositories/AddRepository";

/** From nothing to the overview: a source, repositories, the first sync. */
export default function Setup() {
  return (
    <Ask question={useSession()}>
      {(session) => (
        <ol className="setup">
          <li className="card">
            <h2>1. Where the data come from</h2>
            {session.github.connected ? (
              <p>GitHub is connected by {sourceWords[session.github.source] ?? session.github.source}.</p>
            ) : session.demo ? (
              <p>This is the sample organisation: all is made up, and a good place to look around. To see your own work:</p>
            ) : (
              <p>Nothing is connected yet. Choose one:</p>
            )}
            {!session.github.connected && <Choices />}
          </li>
          {session.github.connected && (
            <li>
              <AddRepository />
            </li>
          )}
          <li className="card">
            <h2>{session.github.connected ? "3" : "2"}. The first sync</h2>
            <SyncProgress />
          </li>
        </ol>
      )}
    </Ask>
  );
}

const sourceWords: Record<string, string> = {
  token: "a token",
  gh: "the login of the GitHub command line",
  app: "a GitHub App",
};

function Choices() {
  return (
    <dl className="definition-list">
      <dt>A token</dt>
      <dd>
        <code>GITHUB_TOKEN=… shiplog serve</code>: a fine-grained one that may read contents, pull requests, deployments and metadata. It stays with
        the server and is never shown here.
      </dd>
      <dt>The GitHub command line</dt>
      <dd>
        <code>gh auth login</code>, then <code>shiplog serve</code>.
      </dd>
      <dt>A clone</dt>
      <dd>
        <code>shiplog import git ~/src/api</code>: commits, merges and tags, without GitHub.
      </dd>
      <dt>The sample</dt>
      <dd>
        <code>shiplog demo</code>: an organisation that does not exist.
      </dd>
    </dl>
  );
}

function SyncProgress() {
  const repositories = useRepositories().data?.repositories ?? [];
  const running = useSyncStates().filter(({ state }) => state === "running").length;
  if (repositories.length === 0) return <p>Begins as soon as there is a repository.</p>;
  return (
    <>
      <p role="status">
        {running > 0
          ? `${running} of ${repositories.length} repositories are being read. What is there already can be looked at.`
          : `${repositories.length === 1 ? "One repository is" : `${repositories.length} repositories are`} here.`}
      </p>
      <p className="list-row">
        <Link href="/overview" className="button" data-tone="main">
          See the overview
        </Link>
        <Link href="/repositories" className="button">
          Watch the sync
        </Link>
      </p>
    </>
  );
}
