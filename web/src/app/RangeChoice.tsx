import { type FormEvent, useState } from "react";
import { Button, Dialog, DialogTrigger, Popover } from "react-aria-components";
import { isoDay } from "../format/times";
import type { Range } from "../query/query";
import { useQuestion } from "./address";
import { rangeKeys } from "./choices";
import { describeRange } from "./describe";

const day = 86_400_000;

/** A range that ends now, or two days of one's own. */
export function RangeChoice() {
  const { query, change } = useQuestion();
  const shown = describeRange(query.range);
  return (
    <DialogTrigger>
      <Button className="button" aria-label={`Range: ${shown.charAt(0).toUpperCase() + shown.slice(1)}`}>
        {shown.charAt(0).toUpperCase() + shown.slice(1)}
        <span className="caret" aria-hidden="true" />
      </Button>
      <Popover className="popover" placement="bottom start">
        <Dialog aria-label="Range">
          {({ close }) => (
            <RangeForm
              range={query.range}
              choose={(range) => {
                change({ range });
                close();
              }}
            />
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function RangeForm({ range, choose }: { range: Range; choose(range: Range): void }) {
  const [from, setFrom] = useState(range.kind === "between" ? range.from : "");
  const [last, setLast] = useState(
    range.kind === "between" ? isoDay(Date.parse(range.until) - day) : "",
  );
  const isBackwards = from !== "" && last !== "" && last < from;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (from === "" || last === "" || isBackwards) return;
    choose({ kind: "between", from, until: isoDay(Date.parse(last) + day) });
  };
  const present = JSON.stringify(range);
  return (
    <>
      {rangeKeys.map((choice) => (
        <button
          key={choice.key}
          type="button"
          className="button option"
          data-tone="quiet"
          aria-pressed={JSON.stringify(choice.range) === present}
          onClick={() => choose(choice.range)}
        >
          {choice.label} <kbd>{choice.key}</kbd>
        </button>
      ))}
      <form className="range-form" onSubmit={submit}>
        <div className="field">
          <label htmlFor="range-from">First day</label>
          <input id="range-from" type="date" value={from} onChange={(event) => setFrom(event.target.value)} required />
        </div>
        <div className="field">
          <label htmlFor="range-last">Last day</label>
          <input
            id="range-last"
            type="date"
            value={last}
            aria-invalid={isBackwards}
            aria-describedby="range-hint"
            onChange={(event) => setLast(event.target.value)}
            required
          />
        </div>
        <p id="range-hint" className="caption">
          {isBackwards ? "The last day comes before the first." : "Both days are included."}
        </p>
        <button type="submit" className="button" data-tone="main">
          Show these days
        </button>
      </form>
    </>
  );
}
