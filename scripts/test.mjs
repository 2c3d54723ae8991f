// `npm test`: installs, builds, and runs every test. Arguments go to jest: `npm test -- test/ehpc`.
import { prepare, run } from "./prepare.mjs";

await prepare();
await run(process.execPath, ["node_modules/jest/bin/jest.js", ...process.argv.slice(2)]);
