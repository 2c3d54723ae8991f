import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { scripts } from "../../package.json";

const ROOT = resolve(__dirname, "../..");
const FOLDER = resolve(ROOT, ".github/workflows");

const guide = readFileSync(resolve(ROOT, "docs/guides/releasing.md"), "utf8");

describe.each(readdirSync(FOLDER))("the workflow %s", (name) => {
  const text = readFileSync(resolve(FOLDER, name), "utf8");

  test("pins each action by the hash of a commit, and says which version that is", () => {
    const uses = [...text.matchAll(/uses: (.*)/g)].map(([, action]) => action);
    expect(uses.length).toBeGreaterThan(0);
    expect(
      uses.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action ?? "")),
    ).toEqual([]);
  });

  test("runs scripts that package.json has", () => {
    const ran = [...text.matchAll(/npm run (?:--silent )?(\S+)/g)].map(([, script]) => script ?? "");
    expect(ran.filter((script) => !(script in scripts))).toEqual([]);
  });

  test("reads only secrets that the guide names", () => {
    const read = [...text.matchAll(/secrets\.(\w+)/g)].map(([, secret]) => secret ?? "");
    expect(read.filter((secret) => !guide.includes(`\`${secret}\``))).toEqual([]);
  });
});
