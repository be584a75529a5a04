import { type FormEvent, useState } from "react";
import { Link } from "wouter";
import { useDropView, useSaveView } from "../../api/changes";
import { useViews } from "../../api/questions";
import { useQuestion } from "../../app/address";
import { writeQuery } from "../../query/grammar";
import { Ask } from "../../parts/Ask";
import { Failure } from "../../parts/Failure";

/** Filters with a name, for everybody who opens this Shiplog. */
export function SavedViews() {
  const question = useViews();
  const { query } = useQuestion();
  const save = useSaveView();
  const drop = useDropView();
  const [name, setName] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ name: name.trim(), query: addressOf(writeQuery(query)) }, { onSuccess: () => setName("") });
  };
  return (
    <section className="card">
      <h2>Saved views</h2>
      <Ask question={question}>
        {({ views }) => (
          <ul>
            {views.map((view) => (
              <li key={view.name} className="list-row">
                <Link href={isOwn(view.query) ? view.query : "/overview"}>{view.name}</Link>
                <button type="button" className="button" onClick={() => drop.mutate(view.name)}>
                  Delete<span className="unseen"> {view.name}</span>
                </button>
              </li>
            ))}
            {views.length === 0 && <li className="muted">None yet.</li>}
          </ul>
        )}
      </Ask>
      <form onSubmit={submit}>
        <div className="field">
          <label htmlFor="view-name">Save the present filters as</label>
          <input id="view-name" value={name} maxLength={80} required onChange={({ target }) => setName(target.value)} />
        </div>
        {(save.error ?? drop.error) !== null && <Failure error={(save.error ?? drop.error) as Error} />}
        <button type="submit" className="button" disabled={save.isPending}>
          Save view
        </button>
      </form>
    </section>
  );
}

function addressOf(search: string): string {
  return search === "" ? "/overview" : `/overview?${search}`;
}

/** A path of this server, and no address of another. */
function isOwn(address: string): boolean {
  return /^\/(?!\/)/.test(address);
}
