// Ships the licences of what the page is made of beside it, as they ask for.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

interface Package {
  version?: string;
  license?: string;
  dev?: boolean;
}

export function notices(): Plugin {
  return {
    name: "notices",
    apply: "build",
    generateBundle() {
      const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
        packages: Record<string, Package>;
      };
      const shipped = Object.entries(lock.packages).filter(([path, { dev }]) => path !== "" && dev !== true);
      const source = shipped.map(([path, about]) => noticeOf(path, about)).join("\n");
      this.emitFile({ type: "asset", fileName: "licences.txt", source });
    },
  };
}

function noticeOf(path: string, { version, license }: Package): string {
  const name = path.replace(/^.*node_modules\//, "");
  const title = `${name} ${version ?? ""} (${license ?? "?"})\n`;
  const file = existsSync(path) ? readdirSync(path).find((one) => /^licen[cs]e/i.test(one)) : undefined;
  return file === undefined ? title : `${title}\n${readFileSync(join(path, file), "utf8")}\n`;
}
