import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { scripts } from "../../package.json";

const ROOT = resolve(__dirname, "../..");
const OURS = readdirSync(resolve(ROOT, ".github/workflows")).map((name) => `.github/workflows/${name}`);

const guide = readFileSync(resolve(ROOT, "docs/guides/releasing.md"), "utf8");
const read = (name: string) => readFileSync(resolve(ROOT, name), "utf8");

describe.each([...OURS, "examples/pipelines/github-actions.yml"])("the workflow %s", (name) => {
  test("pins each action by the hash of a commit, and says which version that is", () => {
    const uses = [...read(name).matchAll(/uses: (.*)/g)].map(([, action]) => action);
    expect(uses.length).toBeGreaterThan(0);
    expect(
      uses.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action ?? "")),
    ).toEqual([]);
  });
});

describe.each(OURS)("our workflow %s", (name) => {
  test("runs scripts that package.json has", () => {
    const ran = [...read(name).matchAll(/npm run (?:--silent )?(\S+)/g)].map(([, script]) => script ?? "");
    expect(ran.filter((script) => !(script in scripts))).toEqual([]);
  });

  test("reads only secrets that the guide names", () => {
    const secrets = [...read(name).matchAll(/secrets\.(\w+)/g)].map(([, secret]) => secret ?? "");
    expect(secrets.filter((secret) => !guide.includes(`\`${secret}\``))).toEqual([]);
  });
});
