import { type ReactNode, useId, useMemo, useRef, useState } from "react";
import { useQuestion } from "../app/address";
import { ChartMenu } from "./ChartMenu";
import { ChartSurface } from "./ChartSurface";
import type { Plot, Size, Twin } from "./plot";
import { TwinTable } from "./TwinTable";

export interface ChartProps {
  title: string;
  /** One sentence that says what the chart shows, numbers included. */
  summary: string;
  /** Units, count and interval, in a line under the title. */
  facts?: readonly (string | undefined)[];
  /** How to read it. */
  caption?: ReactNode;
  legend?: ReactNode;
  actions?: ReactNode;
  twin: Twin;
  /** Of the files that can be saved. */
  fileName: string;
  height?: number;
  plot(size: Size): Plot;
  className?: string;
}

/** What every chart has: title, sentence, facts, drawing with a cursor, table, files. */
export function Chart(props: ChartProps) {
  const { title, summary, facts = [], caption, legend, twin, plot, height = 260 } = props;
  const { turn } = useQuestion();
  const [asTable, setAsTable] = useState(false);
  const figure = useRef<HTMLElement>(null);
  const id = useId();
  const told = facts.filter((fact): fact is string => fact !== undefined && fact !== "");
  const open = useMemo(() => (sel: string) => turn({ sel }), [turn]);

  return (
    <figure className={`card chart ${props.className ?? ""}`} ref={figure} aria-labelledby={id}>
      <div className="card-head">
        <h2 id={id}>{title}</h2>
        <div className="card-actions">
          {props.actions}
          <button type="button" className="button" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            Table
          </button>
          <ChartMenu title={title} fileName={props.fileName} twin={twin} figure={figure} />
        </div>
      </div>
      <p className="chart-summary">{summary}</p>
      {told.length > 0 && <p className="caption">{told.join(" · ")}</p>}
      {legend}
      {asTable ? (
        <TwinTable title={title} twin={twin} open={open} />
      ) : (
        <ChartSurface title={title} summary={summary} height={height} plot={plot} open={open} />
      )}
      {caption !== undefined && <figcaption className="caption">{caption}</figcaption>}
    </figure>
  );
}
