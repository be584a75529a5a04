import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { notices } from "./build/notices";

// Where `npm run dev` finds the API: a running `shiplog serve`.
const server = process.env.SHIPLOG_URL ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react(), notices()],
  build: {
    target: "es2022",
    // Data URLs would need an exception in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: { "/api": server, "/health/": server },
  },
  test: {
    css: true,
    include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.mjs"],
  },
});
