import type { ReactNode } from "react";
import { Failure } from "./Failure";
import { Waiting } from "./Waiting";

interface Asked<Answer> {
  data: Answer | undefined;
  error: Error | null;
  isPlaceholderData?: boolean;
  refetch(): unknown;
}

/** Shows an answer once it is there; a failure above the last good answer; else that one waits. */
export function Ask<Answer>({ question, children }: { question: Asked<Answer>; children(answer: Answer): ReactNode }) {
  const { data, error } = question;
  return (
    <>
      {error !== null && <Failure error={error} retry={() => void question.refetch()} />}
      {data === undefined ? error === null && <Waiting /> : children(data)}
    </>
  );
}
