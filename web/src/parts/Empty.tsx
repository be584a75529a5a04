import type { ReactNode } from "react";

/** Nothing to show: says the cause, and its children the next step. */
export function Empty({
  title,
  level = 3,
  children,
}: {
  title: string;
  level?: 1 | 2 | 3;
  children?: ReactNode;
}) {
  const Heading = `h${level}` as const;
  return (
    <div className="empty">
      <Heading>{title}</Heading>
      {children}
    </div>
  );
}
