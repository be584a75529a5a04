import { Link } from "wouter";
import type { Definition, Item, StageName } from "../api/types";
import { useLink } from "../app/address";
import { formatDuration } from "../format/numbers";
import { formatTime } from "../format/times";
import { formatExact, formatValue } from "../format/values";
import { evidenceWords, reasonWords, stageNames } from "../format/words";

/** The items behind a number; with a stage, the longest in it first. */
export function DerivedItems({
  items,
  definition,
  stage,
}: {
  items: readonly Item[];
  definition: Definition;
  stage: string | undefined;
}) {
  const shownStage = Object.keys(stageNames).find((name): name is StageName => name === stage);
  const shown =
    shownStage === undefined
      ? items
      : [...items].sort((a, b) => (b.stages?.[shownStage] ?? -1) - (a.stages?.[shownStage] ?? -1));
  return (
    <div className="table-scroll">
      <table className="table">
        <caption className="unseen">What was counted and what was left out</caption>
        <thead>
          <tr>
            <th scope="col">Item</th>
            <th scope="col">When</th>
            {shownStage !== undefined && (
              <th scope="col" className="number">
                {stageNames[shownStage]}
              </th>
            )}
            <th scope="col" className="number">
              Value
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((item, index) => (
            <tr key={`${item.repository} ${keyOf(item)} ${item.at ?? ""} ${index}`} data-counted={item.counted}>
              <td className="wide">
                <ItemName item={item} />
                <div className="caption">
                  {item.repository}
                  {describe(item)}
                </div>
              </td>
              <td className="nowrap">{item.at === null ? "–" : formatTime(item.at)}</td>
              {shownStage !== undefined && (
                <td className="number">{formatDuration(item.stages?.[shownStage] ?? null)}</td>
              )}
              <td className="number" title={formatExact(definition.unit, item.value ?? null)}>
                {item.counted ? itemValue(item, definition) : <span className="muted">not counted</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ItemName({ item }: { item: Item }) {
  const link = useLink();
  if (item.pull_request !== undefined) {
    const { number, title } = item.pull_request;
    return (
      <Link href={link(`/pulls/${item.repository}/${number}`)}>
        #{number} {title}
      </Link>
    );
  }
  return <span>{nameOf(item)}</span>;
}

function nameOf(item: Item): string {
  if (item.commit !== undefined) return `Commit ${item.commit.slice(0, 10)}`;
  if (item.deployment !== undefined) return `Deployment ${item.name || item.deployment}`;
  if (item.workflow_run !== undefined) return item.workflow_run.name;
  if (item.directory !== undefined) return item.directory === "" ? "/" : item.directory;
  if (item.reviewer !== undefined) return `Reviewer ${item.reviewer}`;
  return item.event ?? "Event";
}

function keyOf(item: Item): string {
  return item.pull_request?.id ?? item.commit ?? item.deployment ?? item.workflow_run?.id ?? "";
}

function describe(item: Item): string {
  const parts: string[] = [];
  if (item.event !== undefined) parts.push(item.event);
  if (!item.counted && item.reason !== undefined) parts.push(reasonWords(item.reason));
  if (item.linked_by === "time") parts.push("linked by time, not by commit");
  if (item.environment) parts.push(item.environment);
  if (item.failed) parts.push("failed");
  else if (item.confidence === "possible") parts.push("possibly failed");
  for (const { kind } of item.evidence ?? []) parts.push(evidenceWords(kind));
  return parts.map((part) => ` · ${part}`).join("");
}

/** One item of a rate has no share of its own: it is in or it is not. */
function itemValue(item: Item, { unit }: Definition): string {
  if (item.value === undefined) return "✓";
  if (unit === "ratio") return item.value > 0 ? "yes" : "no";
  const open = item.still_open ? " so far" : "";
  return unit === "per_week" ? "✓" : formatValue(unit, item.value) + open;
}
