import type { Mark, Size } from "./plot";

const width = 220;

/** Beside the cursor, on the side where there is room. */
export function Tooltip({ mark, size }: { mark: Mark; size: Size }) {
  const isRight = mark.x + 14 + width > size.width;
  const left = isRight ? Math.max(0, mark.x - 14 - width) : mark.x + 14;
  const top = Math.max(0, Math.min(mark.y - 24, size.height - 84));
  return (
    <div className="chart-tooltip" aria-hidden="true" style={{ left, top, width, textAlign: isRight ? "right" : "left" }}>
      <strong>{mark.title}</strong>
      {mark.details.map((detail) => (
        <span key={detail}>{detail}</span>
      ))}
    </div>
  );
}
