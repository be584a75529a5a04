import { type Happening, happeningMarks, placeHappenings, shortText } from "./annotations";
import type { Margin, Size } from "./plot";

/** Releases, incidents and notes above the drawing, each with a mark of its own shape. */
export function Happenings({
  happenings,
  toX,
  size,
  margin,
}: {
  happenings: readonly Happening[];
  toX(time: number): number;
  size: Size;
  margin: Margin;
}) {
  const width = size.width - margin.left - margin.right;
  const bottom = size.height - margin.bottom;
  const placed = placeHappenings(happenings, toX, width);
  const isCrowded = placed.filter(({ kind }) => kind === "incident").length > 8;
  return (
    <g className="happenings" data-crowded={isCrowded || undefined} transform={`translate(${margin.left} 0)`}>
      {placed.map((mark, index) => (
        <g key={`${mark.kind} ${mark.at} ${index}`} className="happening" data-kind={mark.kind}>
          {mark.until !== undefined && !isCrowded && (
            <rect x={mark.x} y={16} width={Math.max(1, Math.min(width, toX(mark.until)) - mark.x)} height={bottom - 16} />
          )}
          <line x1={mark.x} x2={mark.x} y1={16} y2={bottom} />
          <text x={mark.x} y={11} textAnchor="middle">
            {happeningMarks[mark.kind]}
          </text>
          {mark.labelled && (
            <text x={mark.textX} y={11}>
              {shortText(mark.text)}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}
