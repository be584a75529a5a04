import { type FormEvent, useState } from "react";
import { useCorrect } from "../../api/changes";
import type { PullRequestDetail } from "../../api/types";
import { Failure } from "../../parts/Failure";

/** Takes a pull request out of every number, with a reason that others can read. */
export function ExcludeForm({ pull }: { pull: PullRequestDetail }) {
  const correct = useCorrect();
  const [reason, setReason] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    correct.mutate({ kind: "pull_request", target: pull.id, what: "excluded", value: "true", reason: reason.trim() });
  };
  return (
    <section className="card">
      <h2>Exclude from the numbers</h2>
      {correct.isSuccess ? (
        <p role="status">Excluded. Under Settings it can be undone.</p>
      ) : (
        <form onSubmit={submit}>
          <div className="field">
            <label htmlFor="exclude-reason">Reason, which everybody can read</label>
            <input
              id="exclude-reason"
              value={reason}
              maxLength={500}
              required
              pattern=".*\S.*"
              onChange={({ target }) => setReason(target.value)}
            />
          </div>
          {correct.error !== null && <Failure error={correct.error} />}
          <button type="submit" className="button" disabled={correct.isPending}>
            Exclude this pull request
          </button>
        </form>
      )}
    </section>
  );
}
