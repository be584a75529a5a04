import { Button, ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { useRepositories, useTeams } from "../api/questions";
import { Choice } from "../parts/Choice";
import { ManyChoice } from "../parts/ManyChoice";
import { percentiles } from "../query/query";
import { useQuestion } from "./address";
import { CopyLink } from "./CopyLink";
import { describeComparison, describeScope } from "./describe";
import { FilterChips } from "./FilterChips";
import { MoreFilters } from "./MoreFilters";
import { showOverlay } from "./overlay";
import { RangeChoice } from "./RangeChoice";
import { ThemeChoice } from "./ThemeChoice";

/** What is counted and when: all of it in the address. */
export function FilterBar() {
  return (
    <div className="filter-bar" role="group" aria-label="Filters">
      <a className="skip-link" href="#results">
        Skip the filters
      </a>
      <TeamChoice />
      <RepositoryChoice />
      <RangeChoice />
      <ComparisonChoice />
      <PercentileChoice />
      <MoreFilters />
      <div className="end">
        <Button className="button" onPress={() => showOverlay("palette")}>
          Search <kbd>Ctrl K</kbd>
        </Button>
        <CopyLink />
        <ThemeChoice />
      </div>
      <FilterChips />
    </div>
  );
}

function TeamChoice() {
  const { query, change } = useQuestion();
  const teams = useTeams().data?.teams ?? [];
  const chosen = query.scope.kind === "team" ? query.scope.team : "";
  if (teams.length === 0 && chosen === "") return null;
  return (
    <Choice
      label="Team"
      shown={chosen === "" ? "All teams" : chosen}
      options={[{ id: "", label: "All teams" }, ...teams.map(({ name }) => ({ id: name, label: name }))]}
      chosen={chosen}
      choose={(team) =>
        change({ scope: team === "" ? { kind: "organisation" } : { kind: "team", team } })
      }
    />
  );
}

function RepositoryChoice() {
  const { query, change } = useQuestion();
  const known = useRepositories().data?.repositories ?? [];
  const chosen = query.scope.kind === "repositories" ? query.scope.repositories : [];
  const shown = chosen.length === 0 ? "All repositories" : describeScope(query.scope);
  return (
    <ManyChoice
      label="Repositories"
      shown={shown}
      options={known.map(({ name }) => ({ id: name, label: name }))}
      chosen={chosen}
      choose={(repositories) =>
        change({
          scope:
            repositories.length === 0
              ? { kind: "organisation" }
              : { kind: "repositories", repositories: [...repositories].sort() },
        })
      }
    />
  );
}

function ComparisonChoice() {
  const { query, match, change, turn } = useQuestion();
  const chosen = query.comparison.kind === "between" ? "between" : query.comparison.kind;
  const options = [
    { id: "previous", label: "Previous period" },
    { id: "year", label: "A year before" },
    { id: "none", label: "Nothing" },
    { id: "match", label: match === "weekday" ? "Match dates instead" : "Match weekdays" },
  ];
  return (
    <Choice
      label="Compare with"
      shown={
        chosen === "none"
          ? "Not compared"
          : `vs ${describeComparison(query.comparison)}${match === "weekday" ? ", weekdays matched" : ""}`
      }
      options={options}
      chosen={chosen}
      choose={(id) => {
        if (id === "match") turn({ match: match === "weekday" ? "" : "weekday" }, "replace");
        else if (id === "previous" || id === "year" || id === "none") change({ comparison: { kind: id } });
      }}
    />
  );
}

function PercentileChoice() {
  const { query, change } = useQuestion();
  return (
    <ToggleButtonGroup
      className="button-group"
      aria-label="Percentile of durations and sizes"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[String(query.percentile)]}
      onSelectionChange={(keys) => {
        const percentile = percentiles.find((known) => keys.has(String(known)));
        if (percentile !== undefined) change({ percentile });
      }}
    >
      {percentiles.map((percentile) => (
        <ToggleButton key={percentile} id={String(percentile)} className="button">
          p{percentile}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
