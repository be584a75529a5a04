// Single keys. They can be switched off, since who speaks to a computer types by accident.

import { useEffect } from "react";
import { useLocation } from "wouter";
import { pages } from "../pages";
import { comparisonKinds, rangeKeys } from "./choices";
import { type Question, useLink, useQuestion } from "./address";
import { showOverlay } from "./overlay";
import { usePreference } from "./preference";

export interface Shortcut {
  keys: string;
  does: string;
}

export const shortcuts: readonly Shortcut[] = [
  { keys: "Ctrl K or /", does: "search pages, metrics and repositories" },
  { keys: "?", does: "show this list" },
  ...rangeKeys.map(({ key, label }) => ({ keys: key, does: `show the ${label.toLowerCase()}` })),
  { keys: "x", does: "compare with the period before, a year before, nothing" },
  { keys: "i", does: "show days, weeks, months or quarters" },
  { keys: "p", does: "show the median, the 75th or the 90th percentile" },
  { keys: "Esc", does: "close what is open, or clear scope and labels" },
  ...pages.flatMap(({ key, title }) =>
    key === undefined ? [] : [{ keys: `g ${key}`, does: `go to ${title}` }],
  ),
];

export function useShortcutSwitch(): { on: boolean; turn(on: boolean): void } {
  const [value, choose] = usePreference("shortcuts", "on");
  return { on: value === "on", turn: (on) => choose(on ? "on" : "off") };
}

export function useShortcuts(): void {
  const { on } = useShortcutSwitch();
  const question = useQuestion();
  const [, navigate] = useLocation();
  const link = useLink();

  useEffect(() => {
    let leader = false;
    const listen = (event: KeyboardEvent) => {
      if (isPaletteKey(event)) {
        event.preventDefault();
        showOverlay("palette");
        return;
      }
      if (!on || event.ctrlKey || event.metaKey || event.altKey || isBusy(event)) return;
      const page = leader ? pages.find(({ key }) => key === event.key) : undefined;
      leader = event.key === "g";
      if (page !== undefined) navigate(link(page.path));
      else if (act(event.key, question)) event.preventDefault();
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, [on, question, navigate, link]);
}

function isPaletteKey(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
}

/** In a field, a menu, a dialog or a chart the key belongs to that. */
function isBusy(event: KeyboardEvent): boolean {
  const at = event.target;
  if (event.defaultPrevented || !(at instanceof Element)) return true;
  return at.closest("input, textarea, select, [role=menu], [role=dialog], [role=listbox]") !== null;
}

function act(key: string, { query, change }: Question): boolean {
  const range = rangeKeys.find((known) => known.key === key);
  if (range !== undefined) {
    change({ range: range.range });
    return true;
  }
  switch (key) {
    case "/":
      showOverlay("palette");
      return true;
    case "?":
      showOverlay("help");
      return true;
    case "x":
      change({ comparison: after(comparisonKinds, ({ kind }) => kind === query.comparison.kind) });
      return true;
    case "i":
      change({ granularity: after(["day", "week", "month", "quarter"] as const, (one) => one === query.granularity) });
      return true;
    case "p":
      change({ percentile: after([50, 75, 90] as const, (one) => one === query.percentile) });
      return true;
    case "Escape":
      change({ scope: { kind: "organisation" }, labels: [] });
      return true;
    default:
      return false;
  }
}

function after<Choice>(choices: readonly [Choice, ...Choice[]], is: (choice: Choice) => boolean): Choice {
  return choices[(choices.findIndex(is) + 1) % choices.length] ?? choices[0];
}
