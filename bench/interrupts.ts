import { setTimeout as sleep } from "node:timers/promises";
import { ehpcWaits } from "./configuration";
import type { Context } from "./context";
import { milliseconds } from "./format";
import { inTurn, sample } from "./measure";
import type { Report } from "./report";
import { type Running, TerraformFolder } from "./terraform-folder";

/** Between two questions whether Terraform has come as far as it shall be interrupted at. */
const POLL_MS = 5;

/** From the answer to the first look until the interruption: by then a wait rests until its next look. */
const INTO_WAIT_MS = 200;

/** Whoever has not ended then is killed; Terraform itself gives up on a provider never. */
const LIMIT_MS = 15_000;

interface Case {
  readonly name: string;
  readonly folder: TerraformFolder;
  run(): Promise<Interrupted>;
}

interface Interrupted {
  /** NaN where it did not end by itself. */
  readonly milliseconds: number;
  readonly complaint: string | null;
}

/** From Ctrl-C to the end of Terraform: while a read gets no answer, and while a job is waited for. */
export async function measureInterrupts(context: Context, rounds: number): Promise<Report> {
  context.say(`interrupts: ${rounds} rounds`);
  const cases: Case[] = [];
  try {
    for (const { id, name, provider, files } of context.subjects) {
      if (provider === null || id === "external") continue;
      const add = async (
        what: string,
        text: Record<string, string>,
        start: (folder: TerraformFolder) => Promise<Running>,
      ) => {
        const { terraform, api } = context;
        const folder = await TerraformFolder.initialize({
          terraform,
          files: text,
          plugins: provider.plugins,
          endpoint: api.endpoint,
        });
        const label = `${what}, ${name}`;
        cases.push({ name: label, folder, run: async () => interrupt(label, await start(folder)) });
      };
      await add("a read that gets no answer", files(1, context.api.endpoint), (folder) =>
        hangingRead(context, folder),
      );
      if (id !== "http") await add("a wait", ehpcWaits(1), (folder) => wait(context, folder));
    }
    const results = await inTurn(
      { counted: rounds, warmUp: 1 },
      Object.fromEntries(cases.map(({ name, run }) => [name, run])),
    );
    return {
      tables: [
        {
          title: `From Ctrl-C to the end of Terraform, in ms, ${rounds} rounds`,
          columns: ["during", "time"],
          rows: Object.entries(results).map(([name, runs]) => [
            name,
            milliseconds(sample(runs.map((run) => run.milliseconds))),
          ]),
        },
      ],
      notes: [
        "Ctrl-C is SIGINT to the process group, as a terminal sends it: Terraform and the provider get it.",
      ],
      complaints: [
        ...new Set(Object.values(results).flatMap((runs) => runs.flatMap((run) => run.complaint ?? []))),
      ],
      figures: results,
    };
  } finally {
    for (const { folder } of cases) folder.remove();
  }
}

async function hangingRead({ api }: Context, folder: TerraformFolder): Promise<Running> {
  await api.behave({ latencyMs: null, state: "Running" });
  const plan = folder.start(["plan", "-input=false", "-no-color"], {});
  await untilAsked(api, plan);
  return plan;
}

async function wait({ api }: Context, folder: TerraformFolder): Promise<Running> {
  await api.behave({ latencyMs: 0, state: "Running" });
  const apply = folder.start(["apply", "-auto-approve", "-input=false", "-no-color"], {});
  await untilAsked(api, apply);
  await sleep(INTO_WAIT_MS);
  return apply;
}

async function untilAsked(api: Context["api"], { process, ended }: Running): Promise<void> {
  while ((await api.counts()).requests === 0) {
    if (process.exitCode !== null) throw new Error(`Terraform has ended too early\n${(await ended).errors}`);
    await sleep(POLL_MS);
  }
}

async function interrupt(
  name: string,
  { process: { pid = 0 }, begun, ended }: Running,
): Promise<Interrupted> {
  const interrupted = performance.now();
  process.kill(-pid, "SIGINT");
  const timer = setTimeout(() => process.kill(-pid, "SIGKILL"), LIMIT_MS);
  const { code, milliseconds: lived } = await ended;
  clearTimeout(timer);
  if (code === 1) return { milliseconds: begun + lived - interrupted, complaint: null };
  const complaint =
    code === null
      ? `${name}: did not end within ${LIMIT_MS / 1_000} s and was killed.`
      : `${name}: ended with ${code} instead of 1.`;
  return { milliseconds: Number.NaN, complaint };
}
