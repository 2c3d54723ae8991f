// `npm test`: installs, builds, and runs every test. Arguments go to jest: `npm test -- test/ehpc`.
import { installTools } from "./install-tools.mjs";
import { prepare, run } from "./prepare.mjs";

// Some tests compile a release, sign it, or run CDKTF's command.
await prepare();
await installTools();
await run(process.execPath, ["node_modules/jest/bin/jest.js", ...process.argv.slice(2)]);
