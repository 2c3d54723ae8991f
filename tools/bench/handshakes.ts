import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { terraformEnvironment } from "../../scripts/terraform/plugin-environment";
import type { Context } from "./context";
import { environment } from "./environment";
import { milliseconds, NOTHING, ratio } from "./format";
import { inTurn, ratios, sample } from "./measure";
import type { Report } from "./report";

const BARE_NODE = "node -e 0";

/** From the start of each provider, as Terraform starts it, to its handshake line. */
export async function measureHandshakes(context: Context, rounds: number): Promise<Report> {
  context.say(`handshakes: rounds ${rounds}`);
  const env = startEnvironment(context.work);
  const providers = context.subjects.flatMap(({ name, provider }) =>
    provider === null ? [] : [[name, () => handshake(provider.executable, env)] as const],
  );
  const times = await inTurn(
    { counted: rounds, warmUp: 1 },
    { [BARE_NODE]: () => bareNode(env), ...Object.fromEntries(providers) },
  );
  const base = times[BARE_NODE] ?? [];
  return {
    tables: [
      {
        title: `From a start to the handshake line, in ms (rounds: ${rounds})`,
        columns: ["what", "time", `time : ${BARE_NODE}`],
        rows: Object.entries(times).map(([name, each]) => [
          name,
          milliseconds(sample(each)),
          name === BARE_NODE ? NOTHING : ratio(sample(ratios(each, base))),
        ]),
      },
    ],
    notes: [
      `\`${BARE_NODE}\` is timed to its end: what no provider in Node.js can be faster than.`,
      ...context.absent,
    ],
    complaints: [],
    figures: times,
  };
}

/** What Terraform gives a plugin, its certificate among it. */
function startEnvironment(work: string): NodeJS.ProcessEnv {
  const plugin = Object.entries(terraformEnvironment()).filter(([name]) => /^(TF_|PLUGIN_)/.test(name));
  return { ...environment(work), ...Object.fromEntries(plugin) };
}

async function bareNode(env: NodeJS.ProcessEnv): Promise<number> {
  const begin = performance.now();
  await once(spawn("node", ["-e", "0"], { env, stdio: "ignore" }), "exit");
  return performance.now() - begin;
}

async function handshake(executable: string, env: NodeJS.ProcessEnv): Promise<number> {
  const begin = performance.now();
  const child = spawn(executable, { env, stdio: ["ignore", "pipe", "ignore"] });
  const ended = once(child, "exit");
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  const time = performance.now() - begin;
  child.kill("SIGTERM");
  await ended;
  if (!/^1\|[56]\|/.test(line)) {
    throw new Error(`${executable} says no handshake line, but ${line}`);
  }
  return time;
}
