import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { readScenario } from "../../src/emulator/scenario/read-scenario";
import { FAULT_KINDS } from "../../src/emulator/scenario/scenario";

const ROOT = join(__dirname, "../..");
const guide = readFileSync(join(ROOT, "docs/guides/emulator.md"), "utf8");

/** Rows of the guide's table of the scenario format: where, which members, and what is said of them. */
const rows = guide
  .split("\n")
  .filter((line) => /^\| [a-z, ]+ \| `/.test(line))
  .map((line) => {
    const [where = "", members = "", meaning = ""] = line.split("|").slice(1, -1);
    return { where: where.trim(), members: namesIn(members), meaning };
  });

/** Names of the members that each type of the scenario's file declares itself. */
const declared = membersByType(join(ROOT, "src/emulator/scenario/scenario.ts"));

function namesIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
}

function membersByType(file: string): ReadonlyMap<string, readonly string[]> {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const types = new Map<string, readonly string[]>();
  for (const statement of source.statements) {
    if (!ts.isInterfaceDeclaration(statement) && !ts.isTypeAliasDeclaration(statement)) {
      continue;
    }
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isPropertySignature(node)) {
        found.push(node.name.getText(source));
      } else {
        ts.forEachChild(node, visit);
      }
    };
    ts.forEachChild(statement, visit);
    types.set(statement.name.text, found);
  }
  return types;
}

function documented(where: string): string[] {
  return rows.filter((row) => row.where === where).flatMap(({ members }) => members);
}

function meaningOf(member: string): string {
  return rows.find(({ members }) => members.includes(member))?.meaning ?? "";
}

it.each([
  ["top", "Scenario"],
  ["cluster", "ScenarioCluster"],
  ["series", "JobSeries"],
  ["job", "ScenarioJob"],
  ["array", "JobArray"],
  ["stage", "Stage"],
  ["log", "LogPiece"],
  ["top, cluster, job", "Trouble"],
])("the guide's rows for %s are the members of %s", (where, type) => {
  expect(declared.get(type)).not.toEqual([]);
  expect(documented(where).sort()).toEqual([...(declared.get(type) ?? [])].sort());
});

it("every type of the format stands in the guide", () => {
  const placed = [
    "Scenario",
    "ScenarioCluster",
    "JobSeries",
    "ScenarioJob",
    "JobArray",
    "Stage",
    "LogPiece",
    "Trouble",
  ];
  const inRows = [
    "SubmittedJobs",
    "Stopping",
    "ScenarioCredentials",
    "RateLimit",
    "Chance",
    "ChanceTrouble",
    "ScriptedError",
    "ScriptedFault",
  ];
  const withMembers = [...declared].filter(([, members]) => members.length > 0).map(([type]) => type);
  expect(withMembers.sort()).toEqual([...placed, ...inRows].sort());
});

it.each([
  ["submitted", "SubmittedJobs"],
  ["stopping", "Stopping"],
  ["credentials", "ScenarioCredentials"],
  ["rateLimit", "RateLimit"],
  ["chance", "Chance"],
  ["chance", "ChanceTrouble"],
  ["error", "ScriptedError"],
  ["fault", "ScriptedFault"],
])("what is said of %s names every member of %s", (member, type) => {
  expect(namesIn(meaningOf(member))).toEqual(expect.arrayContaining([...(declared.get(type) ?? [])]));
});

it("names every kind of fault", () => {
  expect(namesIn(meaningOf("fault"))).toEqual(expect.arrayContaining([...FAULT_KINDS]));
});

it("shows scenarios that can be used", () => {
  const shown = [...guide.matchAll(/```json\n(.*?)```/gs)].map(([, text = ""]) => JSON.parse(text));
  expect(shown).toHaveLength(4);
  for (const scenario of shown) {
    expect(readScenario(scenario)).toBe(scenario);
  }
});
