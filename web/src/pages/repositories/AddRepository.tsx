import { type FormEvent, useState } from "react";
import { useStartSync } from "../../api/changes";
import { useSession } from "../../api/questions";
import { Failure } from "../../parts/Failure";

const name = /^[\w.-]+\/[\w.-]+$/;

/** Repositories are added by syncing them for the first time. */
export function AddRepository() {
  const session = useSession().data;
  const start = useStartSync();
  const [text, setText] = useState("");
  const names = text.split(/[\s,]+/).filter(Boolean);
  const wrong = names.find((one) => !name.test(one));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (names.length === 0 || wrong !== undefined) return;
    start.mutate(names, { onSuccess: () => setText("") });
  };
  if (session !== undefined && !session.github.connected) {
    return (
      <p className="notice">
        <strong>GitHub is not connected.</strong>
        <span>
          Start Shiplog with GITHUB_TOKEN set, or in a shell where the GitHub command line is logged in, to add repositories here.
        </span>
      </p>
    );
  }
  return (
    <section className="card">
      <h2>Add repositories</h2>
      <form onSubmit={submit}>
        <div className="field">
          <label htmlFor="add-repository">Names, such as acme/api, separated by spaces</label>
          <input
            id="add-repository"
            value={text}
            aria-invalid={wrong !== undefined && text.endsWith(" ")}
            onChange={({ target }) => setText(target.value)}
          />
        </div>
        {wrong !== undefined && text.includes("/") && <p className="caption">“{wrong}” is not an owner and a name.</p>}
        {start.error !== null && <Failure error={start.error} />}
        {start.isSuccess && <p role="status">Its sync has begun.</p>}
        <button type="submit" className="button" data-tone="main" disabled={names.length === 0 || wrong !== undefined || start.isPending}>
          Add and sync
        </button>
      </form>
    </section>
  );
}
