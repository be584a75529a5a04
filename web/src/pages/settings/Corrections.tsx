import { useUndoCorrection } from "../../api/changes";
import { useCorrections } from "../../api/questions";
import { formatTime } from "../../format/times";
import { Ask } from "../../parts/Ask";
import { Failure } from "../../parts/Failure";

/** What was set or left out by hand, by whom and why; each can be undone. */
export function Corrections() {
  const question = useCorrections();
  const undo = useUndoCorrection();
  return (
    <section className="card">
      <h2>Corrections by hand</h2>
      {undo.error !== null && <Failure error={undo.error} />}
      <Ask question={question}>
        {({ corrections }) =>
          corrections.length === 0 ? (
            <p className="muted">None. A pull request can be excluded on its own page.</p>
          ) : (
            <div className="table-scroll" tabIndex={0} role="region" aria-label="Corrections by hand">
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">What</th>
                    <th scope="col">Reason</th>
                    <th scope="col">By</th>
                    <th scope="col">When</th>
                    <th scope="col">
                      <span className="unseen">Actions</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {corrections.map((one) => (
                    <tr key={one.id}>
                      <th scope="row" className="wide">
                        {one.kind.replaceAll("_", " ")} {one.target}: {one.what.replaceAll("_", " ")}
                      </th>
                      <td className="wide">{one.reason}</td>
                      <td>{one.by}</td>
                      <td className="nowrap">{formatTime(one.at)}</td>
                      <td>
                        {one.undone_at === null ? (
                          <button type="button" className="button" onClick={() => undo.mutate(one.id)}>
                            Undo<span className="unseen"> the correction of {one.target}</span>
                          </button>
                        ) : (
                          `undone ${formatTime(one.undone_at)}`
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Ask>
    </section>
  );
}
