import type { Level } from "../api/types";
import { levelSentence } from "../charts/BenchmarkStrip";
import { levelMarks, levelName } from "../format/words";

/** A shape and a word; of several that are plausible, both. Never a colour of alarm. */
export function LevelChip({ level }: { level: Level }) {
  const names = level.plausible.length > 0 ? level.plausible : level.fits;
  if (names.length === 0) return <span className="chip">no level</span>;
  return (
    <span className="chip" title={levelSentence(level)}>
      {names.map((name) => levelMarks[name]).join("")} {names.map(levelName).join(" or ")}
    </span>
  );
}
