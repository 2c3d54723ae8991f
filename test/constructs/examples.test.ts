import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

const ROOT = path.resolve(__dirname, "../..");
const CONSTRUCTS = path.join(ROOT, "src/constructs");

/** The code of each `@example` in the doc comments of the public constructs, by a file name for it. */
function examples(): Map<string, string> {
  const found = new Map<string, string>();
  const files = readdirSync(CONSTRUCTS, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.startsWith("bindings"))
    .sort((a, b) => path.basename(a).localeCompare(path.basename(b)));
  for (const name of files) {
    const source = readFileSync(path.join(CONSTRUCTS, name), "utf8");
    const matches = source.matchAll(/^ +\* @example\n((?: +\*(?! @).*\n)*?)(?= +\*\/| +\* @)/gm);
    for (const [index, [, code = ""]] of [...matches].entries()) {
      const file = `${path.basename(name, ".ts")}-${index + 1}.ts`;
      found.set(path.join(CONSTRUCTS, `example-${file}`), code.replace(/^ +\* ?/gm, ""));
    }
  }
  return found;
}

test("each example of the public constructs compiles as it stands", () => {
  const sources = examples();
  const { config } = ts.readConfigFile(path.join(ROOT, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram({
    rootNames: [...sources.keys()],
    options: { ...options, paths: { "cdktf-provider-ehpc": [path.join(ROOT, "src/index.ts")] } },
    host: {
      ...host,
      fileExists: (file) => sources.has(file) || host.fileExists(file),
      readFile: (file) => sources.get(file) ?? host.readFile(file),
      getSourceFile: (file, ...rest) => {
        const text = sources.get(file);
        return text === undefined
          ? host.getSourceFile(file, ...rest)
          : ts.createSourceFile(file, text, options.target ?? ts.ScriptTarget.ES2022);
      },
    },
  });

  const problems = [...sources.keys()].flatMap((file) =>
    ts.getPreEmitDiagnostics(program, program.getSourceFile(file)).map(({ messageText }) => messageText),
  );

  expect([...sources.keys()].map((file) => path.basename(file))).toEqual([
    "example-ehpc-provider-1.ts",
    "example-ehpc-provider-2.ts",
    "example-job-gate-1.ts",
    "example-job-gate-2.ts",
    "example-job-gate-3.ts",
    "example-job-lookup-1.ts",
    "example-job-lookup-2.ts",
    "example-job-lookup-3.ts",
    "example-job-1.ts",
  ]);
  expect(problems).toEqual([]);
});
