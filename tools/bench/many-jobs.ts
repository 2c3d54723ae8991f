import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import type { Scenario } from "../../src/emulator/scenario/scenario";
import { CLUSTER, ehpcWaits, waitForAll } from "./configuration";
import type { Context } from "./context";
import { mebibytes, number, ratio, spread } from "./format";
import { inTurn, ratios, sample } from "./measure";
import { watchUsage } from "./process-usage";
import type { Report } from "./report";
import { TerraformFolder } from "./terraform-folder";

/** More single waits than this take Terraform half an hour: it writes its state after each. */
const MOST_SINGLE = 1_000;

/** What a command of Terraform has cost. */
interface Cost {
  readonly seconds: number;
  readonly calls: number;
  /** NaN where the system does not tell it. */
  readonly peakBytes: number;
  readonly stateBytes: number;
}

/** The apply that waits, and the plan after it, which refreshes what was recorded. */
interface Round {
  readonly apply: Cost;
  /** `null` where one object a job would be refreshed, which takes a call each. */
  readonly plan: Cost | null;
}

/** How a configuration waits for its jobs. */
interface Way {
  readonly name: string;
  readonly jobs: number;
  readonly files: Readonly<Record<string, string>>;
  /** Whether the next plan is measured, too. */
  readonly isPlanned: boolean;
}

/**
 * What a wait for so many jobs costs that have ended before: as one object, and one object a job. And what the next plan
 * costs, which reads the jobs again.
 */
export async function measureManyJobs(
  context: Context,
  counts: readonly number[],
  rounds: number,
): Promise<Report> {
  const ways = counts.flatMap((jobs): Way[] => [
    { name: nameOfOne(jobs), jobs, files: waitForAll(jobs), isPlanned: true },
    ...(jobs > MOST_SINGLE
      ? []
      : [{ name: nameOfSingle(jobs), jobs, files: ehpcWaits(jobs), isPlanned: false }]),
  ]);
  const runs = Object.fromEntries(ways.map((way) => [way.name, () => round(context, way)]));
  const results: Results = await inTurn({ counted: rounds, warmUp: 0 }, runs);
  const rows = ways.flatMap(({ name, isPlanned }) => [
    row(name, costsOf(results, name, "apply")),
    ...(isPlanned ? [row(`${name}: the next plan`, costsOf(results, name, "plan"))] : []),
  ]);
  return {
    tables: [
      {
        title: `Apply that waits for jobs that have ended before, and the next plan, which refreshes them, on Node.js, -parallelism = number of jobs (rounds: ${rounds})`,
        columns: ["what", "time in s", "API calls", "peak memory in MiB", "state in KiB"],
        rows,
      },
      { title: "Targets", columns: ["what", "at most", "measured"], rows: targetRows(results) },
    ],
    notes: [
      "Time is that of the whole `terraform apply` or `terraform plan`. A ratio is the median of those of the rounds. Memory is the provider's, the highest of all rounds.",
    ],
    complaints: [],
    figures: results,
  };
}

type Results = Readonly<Record<string, readonly Round[]>>;

function costsOf(results: Results, name: string, command: keyof Round): Cost[] {
  return (results[name] ?? []).flatMap((one) => one[command] ?? []);
}

function row(what: string, costs: readonly Cost[]): string[] {
  const of = (figure: (cost: Cost) => number) => sample(costs.map(figure));
  return [
    what,
    spread(
      of(({ seconds }) => seconds),
      1,
    ),
    spread(
      of(({ calls }) => calls),
      0,
    ),
    mebibytes(of(({ peakBytes }) => peakBytes).highest),
    spread(
      of(({ stateBytes }) => stateBytes / 1024),
      0,
    ),
  ];
}

const nameOfOne = (jobs: number) => `one ehpc_jobs_completion of ${jobs}`;
const nameOfSingle = (jobs: number) => `${jobs} of ehpc_job_completion`;

function targetRows(results: Results): string[][] {
  const of = (name: string, figure: (cost: Cost) => number) => costsOf(results, name, "apply").map(figure);
  const [thousand, single, tenThousand] = [nameOfOne(1_000), nameOfSingle(1_000), nameOfOne(10_000)];
  const seconds = (cost: Cost) => cost.seconds;
  const bytes = (cost: Cost) => cost.stateBytes;
  const peakOf = (command: keyof Round) =>
    sample(
      [thousand, tenThousand].flatMap((name) =>
        costsOf(results, name, command).map(({ peakBytes }) => peakBytes),
      ),
    ).highest;
  return [
    [
      "time, 1000 jobs : one object a job",
      "0.10",
      ratio(sample(ratios(of(thousand, seconds), of(single, seconds)))),
    ],
    ["API calls, 1000 jobs", "25", number(sample(of(thousand, ({ calls }) => calls)).highest, 0)],
    [
      "time, 10,000 jobs : 1000 jobs",
      "12",
      ratio(sample(ratios(of(tenThousand, seconds), of(thousand, seconds)))),
    ],
    ["peak memory of the provider, apply", "120 MiB", `${mebibytes(peakOf("apply"))} MiB`],
    ["peak memory of the provider, next plan", "120 MiB", `${mebibytes(peakOf("plan"))} MiB`],
    [
      "state, 1000 jobs : one object a job",
      "0.15",
      ratio(sample(ratios(of(thousand, bytes), of(single, bytes)))),
    ],
  ];
}

async function round(
  { terraform, work, subjects, say }: Context,
  { name, jobs, files, isPlanned }: Way,
): Promise<Round> {
  say(`many jobs: ${name}`);
  const plugins = subjects.find(({ id }) => id === "node")?.provider?.plugins ?? null;
  const emulator = await startEmulator({ scenario: ended(jobs) });
  try {
    const folder = await TerraformFolder.initialize({
      terraform,
      work,
      files,
      plugins,
      endpoint: emulator.endpoint,
    });
    try {
      const parallelism = `-parallelism=${jobs}`;
      const apply = await timed(folder, emulator, ["apply", "-auto-approve", "-no-color", parallelism]);
      const plan = isPlanned
        ? await timed(folder, emulator, ["plan", "-detailed-exitcode", "-no-color", parallelism])
        : null;
      return { apply, plan };
    } finally {
      folder.remove();
    }
  } finally {
    await emulator.close();
  }
}

/** Runs a command of Terraform, which has to find nothing to change where it is a plan. */
async function timed(folder: TerraformFolder, emulator: Emulator, command: readonly string[]): Promise<Cost> {
  emulator.forgetCalls();
  const running = folder.start(command);
  const { process } = running;
  const usage = await watchUsage(
    process.pid ?? 0,
    () => process.exitCode !== null || process.signalCode !== null,
  );
  const { code, milliseconds, errors } = await running.ended;
  if (code !== 0) {
    throw new Error(`terraform ${command.join(" ")} ended with ${code}\n${errors}`);
  }
  return {
    seconds: milliseconds / 1_000,
    calls: emulator.calls.length,
    peakBytes: usage?.childrenPeakBytes ?? Number.NaN,
    stateBytes: folder.stateBytes(),
  };
}

/** So many jobs that have ended, with as much to say of each as a real one has. */
function ended(jobs: number): Scenario {
  const info = {
    JobName: "part-{number}",
    State: "Completed",
    RunasUser: "alice",
    JobQueue: "workq",
    Priority: 0,
    CommandLine: "/home/alice/part.pbs {number}",
    CreateTime: "2024-08-16T10:52:48",
    StartTime: "2024-08-16T10:52:50",
    LastModifyTime: "2024-08-16T11:52:50",
    OutputLog: "/home/alice/part-{number}.out",
    ErrorLog: "/home/alice/part-{number}.err",
    NodeList: "compute000",
    Resources: { Nodes: 1, Cores: 2, Memory: "1gb", Gpus: 0 },
  };
  const series = [{ count: jobs, from: 0, id: "{number}.manager", secondsApart: 1, job: { info } }];
  return { clusters: { [CLUSTER]: { series } } };
}
