import type { Deployment } from "../../api/types";
import { formatDuration } from "../../format/numbers";
import { formatTime } from "../../format/times";
import { evidenceWords } from "../../format/words";
import { Empty } from "../../parts/Empty";

/** Each failure with what shows it, so that it can be contested. */
export function FailedDeployments({ deployments }: { deployments: readonly Deployment[] }) {
  const failed = deployments.filter(({ confidence }) => confidence !== null);
  return (
    <section className="card">
      <h2>Failures and their evidence</h2>
      {failed.length === 0 ? (
        <Empty title="No failure is known">
          <p>Either nothing failed, or nobody recorded it: incidents, rollbacks and reverts are what shows a failure.</p>
        </Empty>
      ) : (
        <div className="table-scroll tall" tabIndex={0} role="region" aria-label="Failures and their evidence">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Deployment</th>
                <th scope="col">Finished</th>
                <th scope="col">Confidence</th>
                <th scope="col">Evidence</th>
                <th scope="col" className="number">
                  Recovered after
                </th>
              </tr>
            </thead>
            <tbody>
              {failed.map((deployment) => (
                <tr key={`${deployment.repository} ${deployment.id}`}>
                  <th scope="row" className="wide">
                    {deployment.name || deployment.id}
                    <div className="caption">{deployment.repository}</div>
                  </th>
                  <td className="nowrap">{deployment.finished_at === null ? "–" : formatTime(deployment.finished_at)}</td>
                  <td>{deployment.confidence}</td>
                  <td className="wide">{deployment.evidence.map(({ kind }) => evidenceWords(kind)).join("; ") || "–"}</td>
                  <td className="number">{recovery(deployment)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function recovery({ finished_at, recovered_at, failed }: Deployment): string {
  if (finished_at === null || recovered_at === null) return failed ? "still failing" : "–";
  return formatDuration((Date.parse(recovered_at) - Date.parse(finished_at)) / 1000);
}
