import type { Tick } from "./axes";
import type { Margin, Size } from "./plot";

/** Lines across at each tick, with what they stand for at the left. */
export function ValueAxis({
  ticks,
  toY,
  size,
  margin,
}: {
  ticks: readonly Tick[];
  toY(value: number): number;
  size: Size;
  margin: Margin;
}) {
  return (
    <g className="axis y-axis">
      {ticks.map(({ value, text }) => {
        const y = margin.top + toY(value);
        return (
          <g key={value}>
            <line className={value === 0 ? "base" : "grid"} x1={margin.left} x2={size.width - margin.right} y1={y} y2={y} />
            <text x={margin.left - 8} y={y}>
              {text}
            </text>
          </g>
        );
      })}
    </g>
  );
}

export function TimeAxis({
  ticks,
  toX,
  size,
  margin,
}: {
  ticks: readonly Tick[];
  toX(time: number): number;
  size: Size;
  margin: Margin;
}) {
  return (
    <g className="axis x-axis">
      {ticks.map(({ value, text }) => (
        <text key={value} x={margin.left + toX(value)} y={size.height - 6}>
          {text}
        </text>
      ))}
    </g>
  );
}
