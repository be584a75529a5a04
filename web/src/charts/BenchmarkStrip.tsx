import type { Level, LevelName } from "../api/types";
import { levelMarks, levelName } from "../format/words";

const order: readonly LevelName[] = ["elite", "high", "medium", "low"];
const width = 240;

/** Which level of a year's report the value fits, and which its interval touches. */
export function BenchmarkStrip({ level }: { level: Level }) {
  const each = width / order.length;
  return (
    <svg className="strip" viewBox={`0 0 ${width} 32`} role="img" aria-label={levelSentence(level)}>
      {order.map((name, index) => (
        <g key={name}>
          <rect
            className="segment"
            data-fits={level.fits.includes(name) || undefined}
            data-plausible={level.plausible.includes(name) || undefined}
            x={index * each + 1}
            y={2}
            width={each - 2}
            height={7}
            rx={2}
          />
          <text x={(index + 0.5) * each} y={24}>
            {levelMarks[name]} {levelName(name)}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** "High by DORA 2024; its interval also touches medium." */
export function levelSentence({ set, fits, plausible }: Level): string {
  const year = set.replace("dora-", "DORA ");
  const also = plausible.filter((name) => !fits.includes(name));
  const fit = fits.length === 0 ? "Fits no level" : fits.map(levelName).join(" or ");
  const touch = also.length === 0 ? "" : `; its interval also touches ${also.map(levelName).join(" and ")}`;
  return `${fit} by ${year}${touch}.`;
}
