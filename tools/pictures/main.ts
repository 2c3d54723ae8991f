// Writes docs/pictures: each picture for light and for dark pages, from docs/performance.json
// and docs/live-table.json. Part of `npm run generate`.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { PlanFigures } from "../bench/plan-figures";
import { gatePicture } from "./gate-picture";
import { planPicture } from "./plan-picture";
import { type CapturedTerminal, terminalPicture } from "./terminal-picture";
import { THEMES } from "./theme";

const DOCS = resolve(__dirname, "../../docs");
const PICTURES = join(DOCS, "pictures");

const figures: PlanFigures = JSON.parse(readFileSync(join(DOCS, "performance.json"), "utf8"));
const liveTable: CapturedTerminal = JSON.parse(readFileSync(join(DOCS, "live-table.json"), "utf8"));

rmSync(PICTURES, { recursive: true, force: true });
mkdirSync(PICTURES);
for (const [name, theme] of Object.entries(THEMES)) {
  writeFileSync(join(PICTURES, `live-table-${name}.svg`), terminalPicture(theme, liveTable));
  writeFileSync(join(PICTURES, `gate-${name}.svg`), gatePicture(theme));
  writeFileSync(join(PICTURES, `plans-${name}.svg`), planPicture(theme, figures, 0));
  writeFileSync(join(PICTURES, `plans-at-50-ms-${name}.svg`), planPicture(theme, figures, 50));
}
