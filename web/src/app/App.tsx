import { QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { UNSAFE_PortalProvider as PortalProvider } from "react-aria/PortalProvider";
import { I18nProvider } from "react-aria-components";
import { Redirect, Route, Switch } from "wouter";
import { makeAnswers } from "../api/cache";
import { pages } from "../pages";
import { NotFound } from "./NotFound";
import { PageFrame } from "./PageFrame";
import { Shell } from "./Shell";

export function App() {
  const [answers] = useState(makeAnswers);
  return (
    <QueryClientProvider client={answers}>
      <I18nProvider locale="en-GB">
        <PortalProvider getContainer={mainElement}>
          <Shell>
            <Switch>
              <Route path="/">
                <Redirect to="/overview" replace />
              </Route>
              {pages.map((page) => (
                <Route key={page.path} path={page.path}>
                  <PageFrame page={page} />
                </Route>
              ))}
              <Route>
                <NotFound />
              </Route>
            </Switch>
          </Shell>
        </PortalProvider>
      </I18nProvider>
    </QueryClientProvider>
  );
}

/** Where menus open: inside the landmark that they belong to. */
function mainElement(): HTMLElement {
  return document.getElementById("content") ?? document.body;
}
