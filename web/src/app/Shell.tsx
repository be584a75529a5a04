import { type ReactNode, useEffect, useRef } from "react";
import { useLocation } from "wouter";
import { useLiveUpdates } from "../api/live";
import { Overlays } from "./Overlays";
import { Rail } from "./Rail";

export function Shell({ children }: { children: ReactNode }) {
  const [path] = useLocation();
  const main = useRef<HTMLElement>(null);
  const shown = useRef(path);
  useLiveUpdates();

  // Another page begins at its top, also for who reads by ear.
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    main.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [path]);

  return (
    <>
      <a className="skip-link" href="#content">
        Skip to content
      </a>
      <div className="shell">
        <Rail />
        <main className="page" id="content" ref={main} tabIndex={-1}>
          {children}
        </main>
      </div>
      <Overlays />
    </>
  );
}
