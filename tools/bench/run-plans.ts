import type { Context } from "./context";
import { inTurn, type Rounds } from "./measure";
import { planComplaint } from "./plan-complaint";
import type { PlanRow, PlanRun, Setting } from "./plan-row";
import { type Usage, watchUsage } from "./process-usage";
import type { Subject } from "./subjects";
import { TerraformFolder } from "./terraform-folder";

/** From so many lookups on, processes are watched: less than that is over too soon to be seen well. */
export const WATCHED_FROM = 1_000;

/** The plans of all subjects in one setting, in turn. */
export async function runPlans(context: Context, setting: Setting, rounds: Rounds): Promise<PlanRow> {
  const { terraform, work, api } = context;
  const folders: TerraformFolder[] = [];
  const runs: Record<string, () => Promise<PlanRun>> = {};
  try {
    for (const subject of context.subjects.filter(({ most }) => setting.lookups <= most)) {
      const folder = await TerraformFolder.initialize({
        terraform,
        work,
        files: subject.files(setting.lookups, api.endpoint),
        plugins: subject.provider?.plugins ?? null,
        endpoint: api.endpoint,
      });
      folders.push(folder);
      runs[subject.id] = () => runPlan(context, subject, setting, folder);
    }
    return { ...setting, runs: await inTurn(rounds, runs) };
  } finally {
    for (const folder of folders) {
      folder.remove();
    }
  }
}

async function runPlan(
  { api }: Context,
  subject: Subject,
  { latencyMs, parallelism, lookups }: Setting,
  folder: TerraformFolder,
): Promise<PlanRun> {
  await api.behave({ latencyMs, state: "Completed" });
  const plan = folder.start(["plan", "-input=false", "-no-color", `-parallelism=${parallelism}`]);
  let usage: Usage | null = null;
  const { pid } = plan.process;
  if (lookups >= WATCHED_FROM && pid !== undefined) {
    usage = await watchUsage(pid, () => plan.process.exitCode !== null || plan.process.signalCode !== null);
  }
  const { code, milliseconds, errors } = await plan.ended;
  const seen = await api.counts();
  const succeeded = code === 0;
  const complaint = planComplaint({ code, errors, seen }, subject.provider === null ? 0 : lookups);
  const place = `${subject.name}, ${lookups} lookups, ${latencyMs} ms, -parallelism=${parallelism}`;
  return {
    milliseconds: succeeded ? milliseconds : Number.NaN,
    usage: succeeded ? usage : null,
    apiCpuMs: seen.cpuMs,
    complaint: complaint && `${place}: ${complaint}`,
  };
}
