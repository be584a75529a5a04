import { Button, Dialog, DialogTrigger, Popover } from "react-aria-components";
import { botRules, granularities } from "../query/query";
import { useQuestion } from "./address";

const botWords = {
  include: "Count what bots write",
  exclude: "Leave out what bots write",
  only: "Only what bots write",
} as const;

/** The filters that are needed less often. */
export function MoreFilters() {
  const { query, change } = useQuestion();
  return (
    <DialogTrigger>
      <Button className="button">
        More<span className="unseen"> filters</span>
        <span className="caret" aria-hidden="true" />
      </Button>
      <Popover className="popover more-filters" placement="bottom start">
        <Dialog aria-label="More filters">
          <div className="field">
            <label htmlFor="filter-granularity">A point for each</label>
            <select
              id="filter-granularity"
              value={query.granularity}
              onChange={({ target }) => {
                const granularity = granularities.find((one) => one === target.value);
                if (granularity !== undefined) change({ granularity });
              }}
            >
              {granularities.map((granularity) => (
                <option key={granularity}>{granularity}</option>
              ))}
            </select>
          </div>
          <div className="field">
            <label htmlFor="filter-bots">Bots</label>
            <select
              id="filter-bots"
              value={query.bots ?? ""}
              onChange={({ target }) => {
                change({ bots: botRules.find((rule) => rule === target.value) });
              }}
            >
              <option value="">As each metric defines</option>
              {botRules.map((rule) => (
                <option key={rule} value={rule}>
                  {botWords[rule]}
                </option>
              ))}
            </select>
          </div>
          <TextFilter
            id="filter-environment"
            label="Production is this environment"
            value={query.environment ?? ""}
            choose={(environment) => change({ environment: environment || undefined })}
          />
          <TextFilter
            id="filter-base"
            label="Changes into this branch"
            value={query.base ?? ""}
            choose={(base) => change({ base: base || undefined })}
          />
          <TextFilter
            id="filter-label"
            label="Labels, separated by commas"
            value={query.labels.join(", ")}
            choose={(text) =>
              change({ labels: [...new Set(text.split(",").map((label) => label.trim()).filter(Boolean))] })
            }
          />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

/** Asks when the field is left or Enter is pressed, not at each letter. */
function TextFilter({
  id,
  label,
  value,
  choose,
}: {
  id: string;
  label: string;
  value: string;
  choose(value: string): void;
}) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        key={value}
        defaultValue={value}
        onBlur={({ target }) => target.value.trim() !== value && choose(target.value.trim())}
        onKeyDown={(event) => {
          if (event.key === "Enter") choose(event.currentTarget.value.trim());
        }}
      />
    </div>
  );
}
