import { readFileSync } from "node:fs";
import { join } from "node:path";
import { environmentVariables } from "../../src/ehpc/api/environment";
import { pipelineRecipes } from "../support/pipeline-recipes";
import { ROOT } from "../support/workspace";

const guide = readFileSync(join(ROOT, "docs/guides/pipelines.md"), "utf8");
const known: readonly string[] = Object.values(environmentVariables).flat();

test.each(pipelineRecipes().map((recipe) => [recipe.file, recipe] as const))(
  "the guide shows %s, which sets only variables that are read",
  (file, { env }) => {
    const text = readFileSync(join(ROOT, "examples/pipelines", file), "utf8");
    const [, shown] = guide.split(`<!-- examples/pipelines/${file} -->`);

    expect(
      shown?.trimStart().startsWith(`\`\`\`${file === "Jenkinsfile" ? "groovy" : "yaml"}\n${text}\`\`\`\n`),
    ).toBe(true);
    const ours = Object.keys(env).filter((name) => name.startsWith("ALIBABA_CLOUD_"));
    expect(ours.length).toBeGreaterThan(2);
    expect(ours.filter((name) => !known.includes(name))).toEqual([]);
  },
);
