import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from "react";
import { useTheme } from "../app/theme";
import { type Mark, nearestMark, type Plot, type Size } from "./plot";
import { Tooltip } from "./Tooltip";
import { useWidth } from "./useWidth";

/** The drawing, and a cursor on it for keys and pointer alike. */
export function ChartSurface({
  title,
  summary,
  height,
  plot,
  open,
}: {
  title: string;
  summary: string;
  height: number;
  plot(size: Size): Plot;
  open(sel: string): void;
}) {
  const surface = useRef<HTMLDivElement>(null);
  const width = useWidth(surface);
  const size = useMemo(() => ({ width, height }), [width, height]);
  const { layers, marks, underlay, steps } = useMemo(
    () => (width > 0 ? plot(size) : { layers: null, marks: [] as readonly Mark[] }) as Plot,
    [plot, size, width],
  );
  const [at, setAt] = useState<number>();
  const [spoken, setSpoken] = useState("");
  const mark = at === undefined ? undefined : marks[at];

  const moveTo = (index: number | undefined) => {
    setAt(index);
    const reached = index === undefined ? undefined : marks[index];
    if (reached !== undefined) setSpoken([reached.title, ...reached.details].join(", "));
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter" || event.key === " ") {
      if (mark?.sel !== undefined) open(mark.sel);
      event.preventDefault();
      return;
    }
    if (event.key === "Escape" && at !== undefined) {
      moveTo(undefined);
      event.stopPropagation();
      return;
    }
    const next = moved(event.key, at, marks.length, steps);
    if (next === undefined) return;
    moveTo(next);
    event.preventDefault();
  };
  const point = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    setAt(nearestMark(marks, event.clientX - box.left, event.clientY - box.top));
  };

  return (
    <div className="chart-surface" ref={surface} style={{ height }}>
      {underlay !== undefined && <Underlay size={size} paint={underlay} />}
      <svg className="drawing" width={width} height={height} aria-hidden="true">
        {layers}
        {mark !== undefined && <Cursor mark={mark} height={height} />}
      </svg>
      <div
        className="chart-keys"
        role="application"
        tabIndex={0}
        aria-roledescription="chart"
        aria-label={`${title}. ${summary} ${marks.length} points: arrow keys move, Enter opens what is behind a point.`}
        data-opens={mark?.sel !== undefined || undefined}
        onKeyDown={press}
        onFocus={(event) => event.currentTarget.matches(":focus-visible") && at === undefined && marks.length > 0 && moveTo(marks.length - 1)}
        onBlur={() => setAt(undefined)}
        onPointerMove={point}
        onPointerLeave={() => setAt(undefined)}
        onClick={() => mark?.sel !== undefined && open(mark.sel)}
      />
      <div className="unseen" role="status" aria-live="polite">
        {spoken}
      </div>
      {mark !== undefined && <Tooltip mark={mark} size={size} />}
    </div>
  );
}

function moved(
  key: string,
  at: number | undefined,
  count: number,
  steps = { left: -1, right: 1, up: 1, down: -1 },
): number | undefined {
  if (count === 0) return undefined;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  const step = { ArrowLeft: steps.left, ArrowRight: steps.right, ArrowUp: steps.up, ArrowDown: steps.down }[key];
  if (step === undefined) return undefined;
  if (at === undefined) return count - 1;
  const next = at + step;
  return next < 0 || next >= count ? at : next;
}

function Cursor({ mark, height }: { mark: Mark; height: number }) {
  if (mark.cell !== undefined) return <rect className="cursor-cell" {...mark.cell} />;
  return (
    <g className="cursor">
      <line x1={mark.x} x2={mark.x} y1={0} y2={height - 24} />
      <circle cx={mark.x} cy={mark.y} r={5} />
    </g>
  );
}

function Underlay({ size, paint }: { size: Size; paint: NonNullable<Plot["underlay"]> }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { dark } = useTheme();
  useEffect(() => {
    const { current } = canvas;
    const context = current?.getContext("2d");
    if (!current || !context) return;
    const density = devicePixelRatio || 1;
    current.width = size.width * density;
    current.height = size.height * density;
    context.setTransform(density, 0, 0, density, 0, 0);
    context.clearRect(0, 0, size.width, size.height);
    context.fillStyle = getComputedStyle(current).color;
    paint(context, size);
    // The colour of the dots follows the theme.
  }, [size, paint, dark]);
  return <canvas ref={canvas} className="underlay" aria-hidden="true" style={{ width: size.width, height: size.height }} />;
}
