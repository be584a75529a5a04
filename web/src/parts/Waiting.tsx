/** The frame of what is on its way. */
export function Waiting() {
  return (
    <div aria-busy="true">
      <p className="unseen" role="status">
        Loading
      </p>
      <div className="cards">
        <div className="card skeleton" />
        <div className="card skeleton" />
        <div className="card skeleton" />
        <div className="card skeleton" />
      </div>
      <div className="card skeleton skeleton-tall" />
    </div>
  );
}
