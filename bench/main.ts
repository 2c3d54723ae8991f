// `npm run bench`: what the provider costs, on this machine. It reports and never fails because of a time.

import { execFileSync } from "node:child_process";
import { cpus, release, type } from "node:os";
import { join, resolve } from "node:path";
import { version } from "../package.json";
import { startEmulator } from "../src/emulator/emulator";
import { PROVIDER_ADDRESS } from "../src/provider/address";
import { type Cli, ownCli } from "../test/support/cli";
import { inTurn, type Sample } from "./measure";
import { peakMemoryOfChildren } from "./peak-memory";
import { jobs, type Plan, preparePlan } from "./plans";
import { bareNode, handshake } from "./starts";

const ROOT = resolve(__dirname, "..");
const PLUGINS = join(ROOT, "dist/plugins");
const EXECUTABLE = join(
  PLUGINS,
  PROVIDER_ADDRESS,
  version,
  `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`,
  `terraform-provider-ehpc_v${version}`,
);

/** Odd numbers, so that a median is a run that took place. */
const ROUNDS = { starts: 31, smallPlans: 15, largePlans: 5 } as const;

async function main(): Promise<void> {
  execFileSync(process.execPath, [join(ROOT, "scripts/build.mjs")], { stdio: "inherit" });
  const cli = ownCli();
  describeMachine(cli);
  const starts = await inTurn(ROUNDS.starts, { node: bareNode, handshake: () => handshake(EXECUTABLE) });
  row("node -e 0", time(starts.node));
  row("provider, start to handshake", time(starts.handshake), over(starts.handshake, starts.node, 2.6));
  await measurePlans(cli);
  const size = unpackedBytes();
  row("package, unpacked", `${(size / 1e6).toFixed(1)} MB`, `bound 8 MB`);
}

async function measurePlans(cli: Cli): Promise<void> {
  const emulator = await startEmulator({ scenario: jobs(1000) });
  const environment = {
    EHPC_ENDPOINT: emulator.endpoint,
    ALIBABA_CLOUD_ACCESS_KEY_ID: emulator.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: emulator.accessKeySecret,
  };
  const plans: Plan[] = [];
  const prepare = async (count: number) => {
    const plan = await preparePlan(cli.program, PLUGINS, count, environment);
    plans.push(plan);
    return plan;
  };
  try {
    const [none, one, hundred, thousand] = [
      await prepare(0),
      await prepare(1),
      await prepare(100),
      await prepare(1000),
    ];
    const small = await inTurn(ROUNDS.smallPlans, { none: none.time, one: one.time });
    row("plan without a provider", time(small.none));
    row("plan, 1 job", time(small.one), over(small.one, small.none, 9));
    const large = await inTurn(ROUNDS.largePlans, { hundred: hundred.time, thousand: thousand.time });
    row("plan, 100 jobs", time(large.hundred), over(large.hundred, small.none));
    row("plan, 1000 jobs", time(large.thousand), over(large.thousand, large.hundred, 5, "plan of 100"));
    await thousand.watch(async (terraform) => {
      const peak = await peakMemoryOfChildren(terraform);
      const shown = peak === null ? "not measured here" : `${(peak / 1024 / 1024).toFixed(0)} MiB`;
      row("provider memory, 1000 jobs", shown, "bound 130 MiB");
    });
  } finally {
    for (const plan of plans) plan.remove();
    await emulator.close();
  }
}

function describeMachine(cli: Cli): void {
  const processors = cpus();
  console.log(
    `${processors[0]?.model ?? "unknown processor"}, ${processors.length} cores, ${type()} ${release()} ` +
      `${process.arch}; Node.js ${process.version}; ${cli.name}`,
  );
  console.log("Medians of interleaved runs, lowest and highest in brackets; NODE_EXTRA_CA_CERTS unset.\n");
}

function row(what: string, value: string, remark = ""): void {
  console.log(`${what.padEnd(30)}${value.padEnd(28)}${remark}`.trimEnd());
}

function time({ median, lowest, highest }: Sample): string {
  return `${median.toFixed(0).padStart(6)} ms  [${lowest.toFixed(0)}-${highest.toFixed(0)}]`;
}

function over(sample: Sample, base: Sample, bound?: number, of?: string): string {
  const ratio = `${(sample.median / base.median).toFixed(2)} x${of === undefined ? "" : ` the ${of}`}`;
  return bound === undefined ? ratio : `${ratio}, bound ${bound} x`;
}

function unpackedBytes(): number {
  const output = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: ROOT,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [packed] = JSON.parse(output) as { unpackedSize: number }[];
  return packed?.unpackedSize ?? Number.NaN;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
