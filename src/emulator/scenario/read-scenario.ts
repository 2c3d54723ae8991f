import { checkArray } from "./array-checks";
import {
  anyObject,
  count,
  demand,
  filledText,
  flag,
  httpStatus,
  items,
  listOf,
  members,
  milliseconds,
  object,
  oneOf,
  positive,
  recordOf,
  seconds,
  share,
  text,
  timerSeconds,
  wholeNumber,
} from "./checks";
import { checkLog, growsAtLast } from "./log-checks";
import { FAULT_KINDS, OPERATIONS, SCHEDULER_NAMES, type Scenario, type ScenarioJob } from "./scenario";

export { ScenarioError } from "./checks";

/** Checks that `value` is a {@link Scenario}, and returns it. Throws {@link ScenarioError} for the first mistake. */
export function readScenario(value: unknown): Scenario {
  checkScenario(value, "scenario");
  return value as Scenario;
}

const scope = { times: count, operation: oneOf(OPERATIONS) };

const trouble = {
  error: object({ code: filledText, httpStatus, message: text, retryAfterMs: milliseconds, ...scope }, [
    "code",
  ]),
  fault: object({ kind: oneOf(FAULT_KINDS), seconds: timerSeconds, ...scope }, ["kind"]),
};

const fieldMembers = {
  ...trouble,
  info: anyObject,
  listed: anyObject,
  life: checkLife,
  stdout: checkLog,
  stderr: checkLog,
};
const seriesJobMembers = object(fieldMembers);
const jobMembers = object({
  ...fieldMembers,
  response: text,
  responseFile: filledText,
  arrayRequest: filledText,
  tasks: recordOf(checkSeriesJob),
  secondsApart: seconds,
  taskIds: oneOf(["index", "own", "array"]),
  oneRecordForWaiting: flag,
});

const series = object(
  { count: seriesCount, from: wholeNumber, id: seriesId, secondsApart: seconds, job: checkSeriesJob },
  ["count", "job"],
);

const checkScenario = object(
  {
    ...trouble,
    lifeBegins: oneOf(["start", "first-read"]),
    missingJob: oneOf(["invalid-params", "agent-error", "empty-job-info"]),
    credentials: recordOf(
      object({ accessKeySecret: filledText, securityToken: filledText, lifetimeSeconds: seconds }, [
        "accessKeySecret",
        "securityToken",
        "lifetimeSeconds",
      ]),
    ),
    securityToken: filledText,
    rateLimit: object({ callsPerSecond: positive, burst: count }, ["callsPerSecond"]),
    chance: object({ seed: wholeNumber, troubles: checkChances }, ["seed", "troubles"]),
    clusters: recordOf(
      object({
        ...trouble,
        logsAvailable: flag,
        logLimit: object({ bytes: count, beyond: oneOf(["cut", "refused"]) }, ["bytes"]),
        scheduler: oneOf(SCHEDULER_NAMES),
        submitted: object({ from: count, job: checkSeriesJob, jobs: recordOf(checkSeriesJob) }),
        stopping: object({ seconds, state: filledText }),
        series: listOf(series),
        jobs: checkJobs,
      }),
    ),
  },
  ["clusters"],
);

function checkJobs(value: unknown, path: string): void {
  recordOf(checkJob)(value, path);
  for (const [jobId, job] of members(value, path)) {
    checkArray(jobId, job as ScenarioJob, `${path}[${JSON.stringify(jobId)}]`);
  }
}

function checkJob(value: unknown, path: string): void {
  jobMembers(value, path);
  const given = members(value, path);
  const verbatim = ["response", "responseFile"].filter((name) => given.has(name));
  const made = ["info", "life", "arrayRequest"].filter((name) => given.has(name));
  demand(verbatim.length < 2, path, "has both response and responseFile");
  demand(verbatim.length === 0 || made.length === 0, path, `has both ${verbatim[0]} and ${made[0]}`);
  checkGrowth(value, path);
}

function checkSeriesJob(value: unknown, path: string): void {
  seriesJobMembers(value, path);
  checkGrowth(value, path);
}

/** A growing log ends with the next stage. Outside of a stage it would end with the first one, which may begin at once. */
function checkGrowth(value: unknown, path: string): void {
  const given = members(value, path);
  if (!given.has("life")) {
    return;
  }
  for (const name of ["stdout", "stderr"]) {
    const grows = given.has(name) && growsAtLast(given.get(name));
    demand(!grows, `${path}.${name}`, "has everySeconds, which belongs into a stage where a job has a life");
  }
}

function seriesCount(value: unknown, path: string): void {
  count(value, path);
  demand(Number(value) <= 1_000_000, path, "must be at most 1000000");
}

function seriesId(value: unknown, path: string): void {
  filledText(value, path);
  demand(String(value).includes("{number}"), path, "must have {number} in it");
}

function checkLife(value: unknown, path: string): void {
  const stages = items(value, path);
  demand(stages.length > 0, path, "must be a list of stages that is not empty");
  let last = -1;
  for (const [index, stage] of stages.entries()) {
    const place = `${path}[${index}]`;
    const given = members(stage, place);
    const at = given.get("at");
    seconds(at, `${place}.at`);
    demand(Number(at) > last, `${place}.at`, "must be later than the stage before");
    last = Number(at);
    for (const [name, check] of [
      ["stdout", checkLog],
      ["stderr", checkLog],
      ["gone", flag],
    ] as const) {
      if (given.has(name)) {
        check(given.get(name), `${place}.${name}`);
      }
    }
  }
}

const checkChance = object({ ...trouble, share }, ["share"]);

function checkChances(value: unknown, path: string): void {
  let sum = 0;
  for (const [index, chance] of items(value, path).entries()) {
    checkChance(chance, `${path}[${index}]`);
    sum += Number(members(chance, `${path}[${index}]`).get("share"));
  }
  // In binary, ten tenths are a little more than one.
  demand(sum <= 1 + 1e-9, path, "must have shares of 1 at most together");
}
