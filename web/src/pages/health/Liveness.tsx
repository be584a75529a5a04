import { useQuery } from "@tanstack/react-query";

/** Asked again and again, since this page is opened when something is odd. */
export function Liveness() {
  const ready = useQuery({
    queryKey: ["ready"],
    queryFn: async ({ signal }) => {
      const response = await fetch("/health/ready", { signal });
      return response.ok;
    },
    refetchInterval: 5000,
    retry: false,
  });
  return (
    <span role="status">
      {ready.isError ? "does not answer" : ready.data === undefined ? "asking…" : ready.data ? "ready" : "starting, or cannot reach its store"}
    </span>
  );
}
