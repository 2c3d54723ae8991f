import { readFileSync } from "node:fs";
import { join } from "node:path";
import { environmentVariables } from "../../src/ehpc/api/environment";

const ROOT = join(__dirname, "../..");
const guide = readFileSync(join(ROOT, "docs/guides/signing-in.md"), "utf8");
const words = new Set(guide.match(/\w+/g));

/** Told elsewhere: they say where E-HPC is, and how long an answer may take, not who asks. */
const OTHERS = ["region", "endpoint", "connectTimeout", "readTimeout", "maxRetryTimeout"];

test.each(Object.entries(environmentVariables).filter(([setting]) => !OTHERS.includes(setting)))(
  "the guide names the variables of %s",
  (_, variables) => {
    expect(variables.filter((variable) => !words.has(variable))).toEqual([]);
  },
);

test("the guide names every mode and type of a profile that is understood", () => {
  const source = readFileSync(join(ROOT, "src/ehpc/sign-in/profile-source.ts"), "utf8");
  const understood = [...source.matchAll(/^ {2}(\w+): (?:accessKey|\(fields)/gm)].map(([, mode]) => mode);
  expect(understood).toHaveLength(15);
  expect(understood.filter((mode) => !words.has(mode as string))).toEqual([]);
});
