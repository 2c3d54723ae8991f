import { execFileSync } from "node:child_process";
import { ROOT } from "../../test/support/workspace";

const STRUCTURES = `new Map([
  ["DataEhpcRuns", { config: "DataEhpcRunsConfig", outputs: "DataEhpcRuns", attributes: {
    run_state: { mode: "optional", description: "Which runs.", type: { words: ["all", "ended"] } },
    run_count: { mode: "computed", description: "Number of runs.", type: {} },
  } }],
])`;

/** Bindings as the generator writes them, after a step of the script that `npm run generate` uses. */
function after(step: string, source: string): string {
  const program = `
    import { ${step} } from "./tools/generate/binding-structures.mjs";
    process.stdout.write(${step}(${JSON.stringify(source)}, ${STRUCTURES}));`;
  return execFileSync(process.execPath, ["--input-type=module", "-e", program], {
    cwd: ROOT,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}

const INTERFACE = "export interface DataEhpcRunsConfig extends X {\n  readonly runState?: string;\n}\n";
const CLASS =
  "export class DataEhpcRuns extends X {\n  // run_count - computed: true, optional: false, required: false\n  public get runCount() {\n  }\n}\n";

test("an argument that is one of a few words becomes a union", () => {
  expect(after("withWords", INTERFACE)).toContain('  readonly runState?: "all" | "ended";\n');
  expect(after("withWords", CLASS)).toBe(CLASS);
  expect(() => after("withWords", INTERFACE.replace(": string", ": text"))).toThrow(
    "DataEhpcRunsConfig.run_state",
  );
});

test("the getter of a result has its description", () => {
  expect(after("withResultDescriptions", CLASS)).toContain(
    "required: false\n  /** Number of runs. */\n  public get runCount() {\n",
  );
  expect(after("withResultDescriptions", INTERFACE)).toBe(INTERFACE);
  expect(() => after("withResultDescriptions", CLASS.replace("run_count", "other"))).toThrow("has no other");
});
