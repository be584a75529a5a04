import { type KeyboardEvent, useId, useMemo, useState } from "react";
import { useLocation } from "wouter";
import { useCatalog, useRepositories, useTeams } from "../api/questions";
import { pages } from "../pages";
import { Overlay } from "../parts/Overlay";
import { joinSearch } from "../query/page_keys";
import { writeQuery } from "../query/grammar";
import type { Scope } from "../query/query";
import { useLink, useQuestion } from "./address";
import { rangeKeys } from "./choices";
import { type Command, findCommands } from "./commands";
import { useTheme } from "./theme";

/** Type to find a page, a metric, a team, a repository or a setting; Enter goes there. */
export default function Palette({ close }: { close(): void }) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const list = useId();
  const found = findCommands(useCommands(), text).slice(0, 12);
  const chosen = found[Math.min(at, found.length - 1)];

  const run = (command: Command | undefined) => {
    if (command === undefined) return;
    close();
    command.run();
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) {
      setAt((at + step + found.length) % found.length);
      event.preventDefault();
    } else if (event.key === "Enter") {
      run(chosen);
      event.preventDefault();
    }
  };

  return (
    <Overlay kind="dialog" title="Search" close={close}>
      <input
        className="input"
        role="combobox"
        aria-label="Pages, metrics, teams, repositories, ranges"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={chosen === undefined ? undefined : `${list}-${found.indexOf(chosen)}`}
        aria-autocomplete="list"
        autoComplete="off"
        autoFocus
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      <div id={list} role="listbox" aria-label="Found">
        {found.map((command, index) => (
          <div
            key={command.group + command.title}
            id={`${list}-${index}`}
            role="option"
            aria-selected={command === chosen}
            className="option"
            data-focused={command === chosen || undefined}
            onClick={() => run(command)}
          >
            {command.title} <span className="caption">{command.group}</span>
          </div>
        ))}
      </div>
      <p className="caption" role="status">
        {found.length === 0 ? `Nothing is called “${text}”.` : `${found.length} found`}
      </p>
    </Overlay>
  );
}

function useCommands(): readonly Command[] {
  const [path, navigate] = useLocation();
  const link = useLink();
  const { query, page, change } = useQuestion();
  const { choose } = useTheme();
  const catalog = useCatalog().data?.metrics;
  const teams = useTeams().data?.teams;
  const repositories = useRepositories().data?.repositories;

  return useMemo(() => {
    const scopeTo = (scope: Scope) => () => {
      const shown = pages.some((known) => known.path === path && known.filters) ? path : "/overview";
      const search = joinSearch(writeQuery({ ...query, scope }), { ...page, sel: "" });
      navigate(search === "" ? shown : `${shown}?${search}`);
    };
    return [
      ...pages.flatMap(({ path: to, title, group }) =>
        group === undefined ? [] : [{ title, group: "Page", run: () => navigate(link(to)) }],
      ),
      ...(catalog ?? []).map(({ id, title }) => ({
        title,
        group: "Metric",
        run: () => navigate(link(`/catalog/${id}`)),
      })),
      ...(teams ?? []).map(({ name }) => ({
        title: name,
        group: "Team",
        run: scopeTo({ kind: "team", team: name }),
      })),
      ...(repositories ?? []).map(({ name }) => ({
        title: name,
        group: "Repository",
        run: scopeTo({ kind: "repositories", repositories: [name] }),
      })),
      ...rangeKeys.map(({ label, range }) => ({ title: label, group: "Range", run: () => change({ range }) })),
      { title: "Dark colours", group: "Colours", run: () => choose("dark") },
      { title: "Light colours", group: "Colours", run: () => choose("light") },
      { title: "Print this page", group: "Page", run: () => setTimeout(print, 200) },
    ];
  }, [path, navigate, link, query, page, change, choose, catalog, teams, repositories]);
}
