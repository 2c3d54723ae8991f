import { setTimeout as sleep } from "node:timers/promises";
import { ehpcWaits } from "./configuration";
import type { Context } from "./context";
import { milliseconds } from "./format";
import { inTurn, sample } from "./measure";
import type { Report } from "./report";
import type { Subject } from "./subjects";
import { type Running, TerraformFolder } from "./terraform-folder";

/** Between two checks whether Terraform has reached the point of interruption. */
const POLL_MS = 5;

/** From the first look until the interruption: by then a wait rests until its next look. */
const INTO_WAIT_MS = 200;

/** Whoever has not ended then is killed: Terraform itself never gives up on a provider. */
const LIMIT_MS = 15_000;

/** Something that Terraform is interrupted at. */
interface Situation {
  readonly name: string;
  /** Whether the API answers at all. */
  readonly answered: boolean;
  readonly command: readonly string[];
  files(subject: Subject, endpoint: string): Record<string, string>;
}

const READ: Situation = {
  name: "a read that gets no answer",
  answered: false,
  command: ["plan"],
  files: (subject, endpoint) => subject.files(1, endpoint),
};

const WAIT: Situation = {
  name: "a wait",
  answered: true,
  command: ["apply", "-auto-approve"],
  files: () => ehpcWaits(1),
};

/** Who is interrupted at what: only our own provider can wait. */
const INTERRUPTED = {
  node: [READ, WAIT],
  compiled: [READ, WAIT],
  http: [READ],
  earlier: [],
  external: [],
  time: [],
  none: [],
} as const;

interface Interrupted {
  /** From the interruption to the end of Terraform; NaN where it did not end as it should. */
  readonly milliseconds: number;
  readonly complaint: string | null;
}

/** From Ctrl-C to the end of Terraform: while a read gets no answer, and while a job is waited for. */
export async function measureInterrupts(context: Context, rounds: number): Promise<Report> {
  context.say(`interrupts: rounds ${rounds}`);
  const { terraform, work, api } = context;
  const folders: TerraformFolder[] = [];
  const runs: Record<string, () => Promise<Interrupted>> = {};
  for (const subject of context.subjects) {
    for (const situation of INTERRUPTED[subject.id]) {
      const folder = await TerraformFolder.initialize({
        terraform,
        work,
        files: situation.files(subject, api.endpoint),
        plugins: subject.provider?.plugins ?? null,
        endpoint: api.endpoint,
      });
      folders.push(folder);
      const name = `${situation.name}, ${subject.name}`;
      runs[name] = async () => interrupt(name, await reach(situation, folder, context));
    }
  }
  const results = await inTurn({ counted: rounds, warmUp: 1 }, runs);
  for (const folder of folders) {
    folder.remove();
  }
  const complaints = Object.values(results).flatMap((each) =>
    each.flatMap(({ complaint }) => complaint ?? []),
  );
  return {
    tables: [
      {
        title: `From Ctrl-C to the end of Terraform, in ms (rounds: ${rounds})`,
        columns: ["during", "time"],
        rows: Object.entries(results).map(([name, each]) => [
          name,
          milliseconds(sample(each.map((run) => run.milliseconds))),
        ]),
      },
    ],
    notes: [
      "Ctrl-C is SIGINT to the process group, as a terminal sends it: Terraform and the provider get it.",
      ...context.absent,
    ],
    complaints: [...new Set(complaints)],
    figures: results,
  };
}

/** Starts Terraform, and waits until it reaches the point of interruption. */
async function reach(
  { answered, command }: Situation,
  folder: TerraformFolder,
  { api }: Context,
): Promise<Running> {
  await api.behave({ latencyMs: answered ? 0 : null, state: "Running" });
  const running = folder.start([...command, "-input=false", "-no-color"], { detached: true });
  while ((await api.counts()).requests === 0) {
    if (running.process.exitCode !== null) {
      throw new Error(`Terraform has ended too early\n${(await running.ended).errors}`);
    }
    await sleep(POLL_MS);
  }
  if (answered) {
    await sleep(INTO_WAIT_MS);
  }
  return running;
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
  if (code === 1) {
    return { milliseconds: begun + lived - interrupted, complaint: null };
  }
  const how = code === null ? `was killed after ${LIMIT_MS / 1_000} s` : `ended with ${code} instead of 1`;
  return { milliseconds: Number.NaN, complaint: `${name}: Terraform ${how}.` };
}
