import { ApiProblem } from "../api/client";

/** That a question failed, in the server's words, and a way to ask again. */
export function Failure({ error, retry }: { error: Error; retry?: () => void }) {
  const problem = error instanceof ApiProblem ? error.problem : undefined;
  return (
    <div className="notice" data-tone="worse" role="alert">
      <strong>{problem?.title ?? "Something went wrong"}</strong>
      <span>{problem?.detail ?? (problem === undefined ? error.message : "")}</span>
      {problem?.request_id !== undefined && (
        <span className="caption">Request {problem.request_id}</span>
      )}
      {retry !== undefined && (
        <button type="button" className="link-button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}
