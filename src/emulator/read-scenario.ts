import { FAULT_KINDS, type Scenario } from "./scenario";

/** A scenario that cannot be used. `message` is a sentence that begins with the place in the scenario. */
export class ScenarioError extends Error {
  override readonly name = "ScenarioError";
}

type Check = (value: unknown, path: string) => void;

/** Checks that `value` is a {@link Scenario}, and returns it. Throws {@link ScenarioError} for the first thing that is wrong. */
export function readScenario(value: unknown): Scenario {
  checkScenario(value, "scenario");
  return value as Scenario;
}

const text: Check = (value, path) => demand(typeof value === "string", path, "must be a text");
const filledText: Check = (value, path) =>
  demand(typeof value === "string" && value.trim() !== "", path, "must be a text that is not empty");
const seconds: Check = (value, path) =>
  demand(typeof value === "number" && value >= 0, path, "must be a number of seconds from 0");
const count: Check = (value, path) =>
  demand(Number.isSafeInteger(value) && Number(value) >= 1, path, "must be a whole number from 1");
const milliseconds: Check = (value, path) =>
  demand(
    Number.isSafeInteger(value) && Number(value) >= 0,
    path,
    "must be a whole number of milliseconds from 0",
  );
const httpStatus: Check = (value, path) =>
  demand(
    Number.isInteger(value) && Number(value) >= 400 && Number(value) <= 599,
    path,
    "must be an HTTP status from 400 to 599",
  );
const anyObject: Check = (value, path) => void members(value, path);

const trouble = {
  error: object({ code: filledText, httpStatus, message: text, retryAfterMs: milliseconds, times: count }, [
    "code",
  ]),
  fault: object({ kind: oneOf(FAULT_KINDS), seconds, times: count }, ["kind"]),
};

const jobMembers = object({
  ...trouble,
  info: anyObject,
  life: checkLife,
  response: text,
  responseFile: filledText,
});

const checkScenario = object(
  {
    ...trouble,
    lifeBegins: oneOf(["start", "first-read"]),
    missingJob: oneOf(["invalid-params", "agent-error", "empty-job-info"]),
    securityToken: filledText,
    clusters: recordOf(object({ ...trouble, jobs: recordOf(checkJob) })),
  },
  ["clusters"],
);

function checkJob(value: unknown, path: string): void {
  jobMembers(value, path);
  const given = members(value, path);
  const verbatim = ["response", "responseFile"].filter((name) => given.has(name));
  const made = ["info", "life"].filter((name) => given.has(name));
  demand(verbatim.length < 2, path, "has both response and responseFile");
  demand(verbatim.length === 0 || made.length === 0, path, `has both ${verbatim[0]} and ${made[0]}`);
}

function checkLife(value: unknown, path: string): void {
  demand(Array.isArray(value) && value.length > 0, path, "must be a list of stages that is not empty");
  let last = -1;
  for (const [index, stage] of (value as readonly unknown[]).entries()) {
    const at = members(stage, `${path}[${index}]`).get("at");
    seconds(at, `${path}[${index}].at`);
    demand(Number(at) > last, `${path}[${index}].at`, "must be later than the stage before");
    last = Number(at);
  }
}

/** An object with these members and no others. */
function object(checks: Readonly<Record<string, Check>>, required: readonly string[] = []): Check {
  return (value, path) => {
    const given = members(value, path);
    for (const name of required) demand(given.has(name), path, `has no ${name}`);
    for (const [name, member] of given) {
      const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
      if (check === undefined) {
        throw new ScenarioError(
          `${path} has an unknown member ${JSON.stringify(name)}; known are ${Object.keys(checks).join(", ")}.`,
        );
      }
      check(member, `${path}.${name}`);
    }
  };
}

/** An object whose members have names of their own, such as clusters and jobs. */
function recordOf(check: Check): Check {
  return (value, path) => {
    for (const [name, member] of members(value, path)) check(member, `${path}[${JSON.stringify(name)}]`);
  };
}

function oneOf(values: readonly string[]): Check {
  return (value, path) =>
    demand(
      values.some((known) => known === value),
      path,
      `must be one of ${values.join(", ")}`,
    );
}

function members(value: unknown, path: string): ReadonlyMap<string, unknown> {
  demand(typeof value === "object" && value !== null && !Array.isArray(value), path, "must be an object");
  // A member that is undefined can come from a program only, and is not there.
  return new Map(Object.entries(value as object).filter(([, member]) => member !== undefined));
}

function demand(holds: boolean, path: string, what: string): void {
  if (!holds) throw new ScenarioError(`${path} ${what}.`);
}
