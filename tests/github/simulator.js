#!/usr/bin/env node
// The GitHub simulator. README.md says what it does and how it is told to.

import { faultList } from "./faults/table.js";
import { makeServer } from "./service/server.js";
import { readOptions, USAGE } from "./service/options.js";
import { Service } from "./service/service.js";

function main() {
  let options;
  try {
    options = readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`simulator: ${error.message}\n\n${USAGE}`);
    process.exit(2);
  }
  if (options.help) {
    process.stdout.write(USAGE);
    return;
  }
  if (options.listFaults) {
    process.stdout.write(faultList());
    return;
  }
  const server = makeServer(new Service(options));
  server.listen(options.port, options.host, () => {
    console.log(`listening on http://${options.host}:${server.address().port}`);
  });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(0));
}

main();
