import { type FormEvent, useState } from "react";
import { useAnnotate, useDropAnnotation } from "../../api/changes";
import { useAnnotations } from "../../api/questions";
import { formatDay } from "../../format/times";
import { Ask } from "../../parts/Ask";
import { Failure } from "../../parts/Failure";

/** Notes on the axes of time: what the numbers alone do not tell. */
export function Annotations() {
  const question = useAnnotations();
  const annotate = useAnnotate();
  const drop = useDropAnnotation();
  const [day, setDay] = useState("");
  const [text, setText] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    annotate.mutate({ at: `${day}T00:00:00Z`, text: text.trim() }, { onSuccess: () => setText("") });
  };
  return (
    <section className="card">
      <h2>Notes in charts</h2>
      <Ask question={question}>
        {({ annotations }) => (
          <ul>
            {annotations.map((note) => (
              <li key={note.id} className="list-row">
                <span>
                  {formatDay(note.at)}: {note.text}
                </span>
                <button type="button" className="button" onClick={() => drop.mutate(note.id)}>
                  Delete<span className="unseen"> {note.text}</span>
                </button>
              </li>
            ))}
            {annotations.length === 0 && <li className="muted">None yet.</li>}
          </ul>
        )}
      </Ask>
      <form onSubmit={submit}>
        <div className="field">
          <label htmlFor="note-day">Day</label>
          <input id="note-day" type="date" value={day} required onChange={({ target }) => setDay(target.value)} />
        </div>
        <div className="field">
          <label htmlFor="note-text">What happened</label>
          <input id="note-text" value={text} maxLength={200} required onChange={({ target }) => setText(target.value)} />
        </div>
        {(annotate.error ?? drop.error) !== null && <Failure error={(annotate.error ?? drop.error) as Error} />}
        <button type="submit" className="button" disabled={annotate.isPending}>
          Add note
        </button>
      </form>
    </section>
  );
}
