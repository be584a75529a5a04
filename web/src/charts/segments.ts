// A line through values of which some are absent: it is broken where there is none, and
// dashed where a bucket is cut.

export interface Vertex {
  x: number;
  y: number | null;
  partial: boolean;
}

export interface Place {
  x: number;
  y: number;
}

export interface Segments {
  solid: Place[][];
  dashed: Place[][];
  /** Values with no neighbour, which a line would not show. */
  lone: Place[];
}

export function segmentsOf(vertices: readonly Vertex[]): Segments {
  const segments: Segments = { solid: [], dashed: [], lone: [] };
  let run: Place[] = [];
  const close = () => {
    if (run.length > 1) segments.solid.push(run);
    run = [];
  };
  vertices.forEach((vertex, index) => {
    const place = placed(vertex);
    const before = placed(vertices[index - 1]);
    const after = placed(vertices[index + 1]);
    if (place === undefined) {
      close();
      return;
    }
    if (before === undefined && after === undefined) segments.lone.push(place);
    const wasPartial = vertices[index - 1]?.partial ?? false;
    if (before !== undefined && (vertex.partial || wasPartial)) {
      close();
      segments.dashed.push([before, place]);
    }
    run.push(place);
  });
  close();
  return segments;
}

function placed(vertex: Vertex | undefined): Place | undefined {
  return vertex === undefined || vertex.y === null ? undefined : { x: vertex.x, y: vertex.y };
}
