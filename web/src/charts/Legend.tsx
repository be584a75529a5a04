/** What a colour means, in the order of the drawing. */
export function Legend({ entries }: { entries: readonly { colour: string; text: string }[] }) {
  return (
    <ul className="legend">
      {entries.map(({ colour, text }) => (
        <li key={text}>
          <svg className="swatch" viewBox="0 0 11 11" aria-hidden="true">
            <rect className={colour} rx={2} />
          </svg>
          {text}
        </li>
      ))}
    </ul>
  );
}
