import type { Twin } from "./plot";

/** The chart's numbers, the same and all of them. */
export function TwinTable({ title, twin, open }: { title: string; twin: Twin; open(sel: string): void }) {
  return (
    <div className="table-scroll twin" tabIndex={0} role="region" aria-label={`${title}, as a table`}>
      <table className="table">
        <caption className="unseen">{title}</caption>
        <thead>
          <tr>
            {twin.columns.map(({ name, numeric }) => (
              <th key={name} scope="col" className={numeric ? "number" : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {twin.rows.map(({ cells, sel }, row) => (
            <tr key={`${cells[0]} ${row}`}>
              {cells.map((cell, column) =>
                column === 0 ? (
                  <th key={column} scope="row">
                    {sel === undefined ? (
                      cell
                    ) : (
                      <button type="button" className="link-button" onClick={() => open(sel)}>
                        {cell}
                      </button>
                    )}
                  </th>
                ) : (
                  <td key={column} className={twin.columns[column]?.numeric ? "number" : undefined}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
