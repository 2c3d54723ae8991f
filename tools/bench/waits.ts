import { setTimeout as sleep } from "node:timers/promises";
import { type Emulator, type RecordedCall, startEmulator } from "../../src/emulator/emulator";
import type { Scenario, ScenarioJob } from "../../src/emulator/scenario/scenario";
import { CLUSTER, ehpcWaits } from "./configuration";
import type { Context } from "./context";
import { spread } from "./format";
import { listingRounds } from "./listing-rounds";
import { type Sample, sample } from "./measure";
import type { Report } from "./report";
import { type Running, TerraformFolder } from "./terraform-folder";

/** How long all jobs run on while their poll rounds are watched. */
const WATCHED_SECONDS = 10;

/** Within so many seconds all jobs end, one after the other. */
const endsWithin = (waits: number) => Math.max(10, waits / 25);

/** A single wait says little about delays: several are measured, each with its own Terraform. */
const SINGLE_WAITS = 5;

/**
 * How much later the job of each of them ends than that of the one before, as a part of the time in which all end: 2.4 s,
 * and the ends fall on different moments of an interval of 2 s.
 */
const PHASE_APART = 0.24;

/** What one apply has cost. */
interface Waited {
  readonly callsPerRound: readonly number[];
  /** For each job, from its end to the GetJob that told it. */
  readonly delaysMs: readonly number[];
}

/** API calls per poll round, and how late ends are noticed, for so many waits on one cluster. */
export async function measureWaits(context: Context, counts: readonly number[]): Promise<Report> {
  const results: Record<string, Waited> = {};
  for (const waits of counts) {
    context.say(`waits: ${waits}, about ${Math.round(10 + WATCHED_SECONDS + endsWithin(waits))} s`);
    const applies = waits === 1 ? SINGLE_WAITS : 1;
    const all = await Promise.all(
      Array.from({ length: applies }, (_, at) => apply(context, waits, at * PHASE_APART)),
    );
    results[waits] = {
      callsPerRound: all.flatMap(({ callsPerRound }) => callsPerRound),
      delaysMs: all.flatMap(({ delaysMs }) => delaysMs),
    };
  }
  const seconds = ({ median, lowest, highest }: Sample): Sample => ({
    median: median / 1_000,
    lowest: lowest / 1_000,
    highest: highest / 1_000,
  });
  return {
    tables: [
      {
        title: "Waits on one cluster, on Node.js, default interval",
        columns: ["waits", "API calls per poll round", "from a job's end to its notice, in s"],
        rows: Object.entries(results).map(([waits, { callsPerRound, delaysMs }]) => [
          waits,
          spread(sample(callsPerRound), 0),
          spread(seconds(sample(delaysMs)), 1),
        ]),
      },
    ],
    notes: [
      `From the emulator's record: rounds are watched for ${WATCHED_SECONDS} s while all jobs run, which then end one after the other within ${counts.map((waits) => `${endsWithin(waits)} s (${waits})`).join(", ")}. An end is noticed with the first GetJob that tells it.`,
      ...(counts.includes(1) ? [`A single wait is measured ${SINGLE_WAITS} times.`] : []),
    ],
    complaints: [],
    figures: results,
  };
}

/** @param phase - when the first job ends, as a part of the time between two ends */
async function apply({ terraform, work, subjects }: Context, waits: number, phase: number): Promise<Waited> {
  const plugins = subjects.find(({ id }) => id === "node")?.provider?.plugins ?? null;
  const emulator = await startEmulator({ scenario: scenario(waits, () => null) });
  const files = ehpcWaits(waits);
  const folder = await TerraformFolder.initialize({
    terraform,
    work,
    files,
    plugins,
    endpoint: emulator.endpoint,
  });
  const running = folder.start(["apply", "-auto-approve", "-no-color", `-parallelism=${waits}`], {
    listen: true,
  });
  try {
    await untilAllWait(running, waits);
    const endOf = (job: number) => WATCHED_SECONDS + ((job + phase) / waits) * endsWithin(waits);
    emulator.forgetCalls();
    const begin = Date.now();
    emulator.update(scenario(waits, endOf));
    const { code, errors } = await running.ended;
    if (code !== 0) {
      throw new Error(`${waits} waits: apply ended with ${code}\n${errors}`);
    }
    return waited(emulator, waits, begin, endOf);
  } finally {
    running.process.kill("SIGKILL");
    await running.ended;
    await emulator.close();
    folder.remove();
  }
}

async function untilAllWait({ process, printed, ended }: Running, waits: number): Promise<void> {
  while ((printed().match(/: Creating\.\.\./g)?.length ?? 0) < waits) {
    if (process.exitCode !== null) {
      throw new Error(`Terraform has ended too early\n${(await ended).errors}`);
    }
    await sleep(50);
  }
}

/** @param endOf - the second of its life in which a job ends; `null` lets it run */
function scenario(waits: number, endOf: (job: number) => number | null): Scenario {
  const jobs = Array.from({ length: waits }, (_, job): [string, ScenarioJob] => {
    const at = endOf(job);
    const life = [{ at: at ?? 0, State: at === null ? "Running" : "Completed" }];
    return [`${job}.manager`, { info: { State: "Running" }, life }];
  });
  return { clusters: { [CLUSTER]: { jobs: Object.fromEntries(jobs) } } };
}

function waited({ calls }: Emulator, waits: number, begin: number, endOf: (job: number) => number): Waited {
  const since = (call: RecordedCall) => call.at.getTime() - begin;
  const firstEndMs = endOf(0) * 1_000;
  const whole = listingRounds(calls.filter((call) => since(call) < firstEndMs));
  const delaysMs = Array.from({ length: waits }, (_, job) => {
    const endMs = endOf(job) * 1_000;
    const told = calls.find(
      (call) => call.operation === "GetJob" && call.jobId === `${job}.manager` && since(call) >= endMs,
    );
    if (told === undefined) {
      throw new Error(`${waits} waits: nobody asked for job ${job} after its end`);
    }
    return since(told) - endMs;
  });
  // The first and the last one may be cut.
  return { callsPerRound: whole.slice(1, -1).map((round) => round.length), delaysMs };
}
