import { type KeyboardEvent, useState } from "react";
import { Link, useLocation } from "wouter";
import { useSession } from "../api/questions";
import { groups, pages } from "../pages";
import { useLink } from "./address";

/** The navigation: one tab stop, arrows move inside. */
export function Rail() {
  const [isOpen, setOpen] = useState(false);
  const [path] = useLocation();
  const link = useLink();
  const version = useSession().data?.version;
  const listed = pages.filter((page) => page.group !== undefined);
  const current = listed.find((page) => path.startsWith(page.path)) ?? listed[0];

  return (
    <nav className="rail" aria-label="Pages" data-open={isOpen || undefined}>
      <div className="rail-top">
        <Link href={link("/overview")} className="brand">
          Shiplog
        </Link>
        <button
          type="button"
          className="button menu-button"
          aria-expanded={isOpen}
          aria-controls="navigation"
          onClick={() => setOpen(!isOpen)}
        >
          Menu
        </button>
      </div>
      <div id="navigation" className="rail-list" onKeyDown={moveFocus}>
        {groups.map((group) => {
          const inGroup = listed.filter((page) => page.group === group);
          return inGroup.length === 0 ? null : (
            <div key={group} className="rail-group">
              <p id={`group-${group}`}>{group}</p>
              <ul aria-labelledby={`group-${group}`}>
                {inGroup.map((page) => (
                  <li key={page.path}>
                    <Link
                      href={link(page.path)}
                      className="rail-link"
                      tabIndex={page === current ? 0 : -1}
                      aria-current={path.startsWith(page.path) ? "page" : undefined}
                      onClick={() => setOpen(false)}
                    >
                      {page.title}
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          );
        })}
      </div>
      {version !== undefined && <p className="rail-foot caption">Shiplog {version}</p>}
    </nav>
  );
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("a")];
  const at = links.findIndex((link) => link === document.activeElement);
  links[(at + step + links.length) % links.length]?.focus();
  event.preventDefault();
}
