// `npm start`: the main job from a fresh checkout. Installs, builds, and runs the quick start.
import { prepare, run } from "./prepare.mjs";

await prepare();
await run(process.execPath, ["--import", "tsx", "scripts/quick-start.ts"]);
