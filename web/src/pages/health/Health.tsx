import { useRepositories, useSession } from "../../api/questions";
import type { Repository } from "../../api/types";
import { formatTime } from "../../format/times";
import { Ask } from "../../parts/Ask";
import { Liveness } from "./Liveness";

/** Whether all is well, and if not, what to do. */
export default function Health() {
  const session = useSession();
  const repositories = useRepositories().data?.repositories ?? [];
  return (
    <Ask question={session}>
      {(now) => (
        <>
          <section className="card">
            <h2>Shiplog</h2>
            <dl className="definition-list">
              <Fact name="Version">{now.version}</Fact>
              <Fact name="Server">
                <Liveness />
              </Fact>
              <Fact name="Its clock">{formatTime(now.now)} UTC</Fact>
              <Fact name="Data complete to">{now.complete_until === null ? "no data yet" : `${formatTime(now.complete_until)} UTC`}</Fact>
              <Fact name="Generation of the data">{String(now.generation)}</Fact>
              <Fact name="GitHub">{now.github.connected ? `connected by ${now.github.source}` : "not connected"}</Fact>
              <Fact name="You are">
                {now.principal.name}, who may {now.principal.permissions.join(", ") || "see nothing"}
              </Fact>
            </dl>
          </section>
          <Troubles repositories={repositories} />
        </>
      )}
    </Ask>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="contents">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Syncs that failed and data that are missing, repository by repository. */
function Troubles({ repositories }: { repositories: readonly Repository[] }) {
  const troubled = repositories.filter(({ sync, missing }) => sync.state === "failed" || missing.length > 0);
  return (
    <section className="card">
      <h2>Repositories</h2>
      {troubled.length === 0 ? (
        <p>Nothing is wrong with any of the {repositories.length}.</p>
      ) : (
        <dl className="definition-list">
          {troubled.map(({ name, sync, missing }) => (
            <Fact key={name} name={name}>
              {sync.error != null && <p className="worse">{sync.error}</p>}
              {missing.map(({ what, costs }) => (
                <p key={what}>
                  {what} is missing: {costs}
                </p>
              ))}
            </Fact>
          ))}
        </dl>
      )}
    </section>
  );
}
