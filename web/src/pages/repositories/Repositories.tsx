import { useStartSync, useStopSync } from "../../api/changes";
import { useSyncStates } from "../../api/live";
import { useRepositories, useSession } from "../../api/questions";
import type { Repository } from "../../api/types";
import { Ask } from "../../parts/Ask";
import { Empty } from "../../parts/Empty";
import { Failure } from "../../parts/Failure";
import { AddRepository } from "./AddRepository";
import { RepositoryRow } from "./RepositoryRow";

/** What is read, how far it is, and what is missing and why. */
export default function Repositories() {
  const question = useRepositories();
  const heard = useSyncStates();
  return (
    <>
      <AddRepository />
      <Ask question={question}>
        {({ repositories }) =>
          repositories.length === 0 ? (
            <Empty title="No repository has been read yet" level={2}>
              <p>Add one above, or import facts: shiplog import git ~/src/api</p>
            </Empty>
          ) : (
            <List
              repositories={repositories.map((one) => {
                const sync = heard.find(({ repository }) => repository === one.name);
                return sync === undefined ? one : { ...one, sync: { ...one.sync, ...sync } };
              })}
            />
          )
        }
      </Ask>
    </>
  );
}

function List({ repositories }: { repositories: readonly Repository[] }) {
  const session = useSession().data;
  const start = useStartSync();
  const stop = useStopSync();
  const fromGithub = repositories.filter(({ source }) => source === "github");
  const running = fromGithub.filter(({ sync }) => sync.state === "running");
  const error = start.error ?? stop.error;
  return (
    <section className="card">
      <div className="card-head">
        <h2>{repositories.length === 1 ? "1 repository" : `${repositories.length} repositories`}</h2>
        <div className="card-actions">
          {running.length > 0 && (
            <button type="button" className="button" onClick={() => stop.mutate(undefined)}>
              Stop
            </button>
          )}
          <button
            type="button"
            className="button"
            disabled={fromGithub.length === 0 || start.isPending}
            onClick={() => start.mutate(fromGithub.map(({ name }) => name))}
          >
            Sync all
          </button>
        </div>
      </div>
      {fromGithub.length === 0 && (
        <p className="caption">
          {session?.demo ? "The sample is made, not synced." : "These were imported, so there is nothing to sync them with."}
        </p>
      )}
      {error !== null && <Failure error={error} />}
      <div className="table-scroll" tabIndex={0} role="region" aria-label="Repositories">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Repository</th>
              <th scope="col" className="number">
                Changes
              </th>
              <th scope="col">Deployments are</th>
              <th scope="col">Complete to</th>
              <th scope="col">State</th>
              <th scope="col">Missing</th>
              <th scope="col">
                <span className="unseen">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {repositories.map((one) => (
              <RepositoryRow key={one.name} repository={one} sync={() => start.mutate([one.name])} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
