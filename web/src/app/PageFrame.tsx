import { Component, lazy, type ReactNode, Suspense, useEffect, useMemo } from "react";
import type { Page } from "../pages";
import { Failure } from "../parts/Failure";
import { Waiting } from "../parts/Waiting";
import { FilterBar } from "./FilterBar";
import { PageHead } from "./PageHead";
import { SelectionDrawer } from "./SelectionDrawer";

/** What every page has around it: heading, filters, the drawer, and a net for failures. */
export function PageFrame({ page }: { page: Page }) {
  const Content = useMemo(() => lazy(page.load), [page]);
  useEffect(() => {
    document.title = `${page.title} · Shiplog`;
  }, [page]);
  return (
    <>
      {page.heading !== false && <PageHead title={page.title} filters={page.filters} />}
      {page.filters && <FilterBar />}
      <Net key={page.path}>
        <Suspense fallback={<Waiting />}>
          <div id="results" tabIndex={-1}>
            <Content />
          </div>
        </Suspense>
      </Net>
      <SelectionDrawer />
    </>
  );
}

/** A page that fails leaves the navigation alive. */
class Net extends Component<{ children: ReactNode }, { error: Error | undefined }> {
  override state: { error: Error | undefined } = { error: undefined };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return <Failure error={error} retry={() => location.reload()} />;
  }
}
