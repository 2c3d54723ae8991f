import { App, type TerraformElement, TerraformStack } from "cdktf";
import fc from "fast-check";
import {
  DataEhpcJob,
  type DataEhpcJobConfig,
  EhpcProvider,
  JobCompletion,
  type JobCompletionConfig,
  JobGate,
  JobLookup,
} from "../../src";
import type { CtyObject } from "../../src/plugin/cty/value";
import type { Attributes } from "../../src/plugin/schema/attribute";
import { validateAttributes } from "../../src/plugin/schema/validate";
import { job } from "../../src/provider/job/job";
import { jobCompletion } from "../../src/provider/job-completion/job-completion";
import { temporaryFolder } from "./temporary-folder";

const JOB = { clusterId: "ehpc-hz-FYUr32abcd", jobId: "1.manager" };

let stack: TerraformStack;
let elements = 0;

beforeAll(() => {
  stack = new TerraformStack(new App({ outdir: temporaryFolder() }), "publish");
  new EhpcProvider(stack, "ehpc", { region: "cn-hangzhou" });
});

/** An ID that no construct of the stack has yet. */
function newId(): string {
  elements += 1;
  return `job-${elements}`;
}

/** Something of the provider's that has arguments and rules. */
interface Refusing {
  readonly attributes: Attributes;
  validate?(config: never): readonly unknown[];
}

/** Whether the provider refuses what a generated binding, which checks nothing, hands to Terraform. */
function providerRefuses(element: TerraformElement, { attributes, validate }: Refusing): boolean {
  const { data, resource } = element.toTerraform();
  const [types] = Object.values<Record<string, CtyObject>>(data ?? resource);
  const [block] = Object.values(types ?? {});
  const names = Object.keys(attributes);
  const config = Object.fromEntries(names.map((name) => [name, block?.[name] ?? null])) as CtyObject;
  return validateAttributes(config, attributes).length > 0 || (validate?.(config as never) ?? []).length > 0;
}

function throws(make: () => unknown): boolean {
  try {
    make();
    return false;
  } catch {
    return true;
  }
}

const TIMES = [
  ...[
    "90s",
    "2h45m",
    "1.5h",
    ".5m",
    "1.s",
    "+3m",
    "720h",
    "719h59m60s",
    "100ms",
    "99ms",
    "50ms",
    "1ms",
    "1ns",
  ],
  ...[
    "250us",
    "250µs",
    "",
    " ",
    "90",
    "0",
    "0s",
    "-5m",
    "+0h",
    "5 minutes",
    "1d",
    "2h 45m",
    "1h30",
    "s",
    "h1",
  ],
  ...[
    "1..5s",
    "1.2.3s",
    "720h1ns",
    "1e3s",
    "١s",
    "NaNs",
    "Infinityh",
    "999999999h",
    "90S",
    " 90s",
    "90s\n",
    "--1s",
  ],
];
const WORDS = ["started", "finished", "succeeded", "Finished", "", "done", " finished"];
const IDS = [
  "ehpc-hz-FYUr32abcd",
  "1.manager",
  "10",
  "10_3",
  "36_[1-3%2]",
  "123;cluster",
  "123+0",
  "",
  " ",
  "\t",
  "1 manager",
  "10\n",
];
const STATES = [[], ["Done"], [""], ["Done", " "], ["Done", "done "], ["\n"]];
const LISTS = STATES.flatMap((successStates) =>
  [["Done"], [" DONE"], ["Lost"], []].map((failureStates) => ({ successStates, failureStates })),
);

/** Values of every argument of a lookup, good and bad, by the argument's name in Terraform. */
const OF_A_LOOKUP: Readonly<Record<string, readonly object[]>> = {
  cluster_id: IDS.map((clusterId) => ({ clusterId })),
  job_id: IDS.map((jobId) => ({ jobId })),
  success_states: LISTS,
  failure_states: STATES.map((failureStates) => ({ failureStates })),
  allow_missing: [true, false].map((allowMissing) => ({ allowMissing })),
  wait: [
    ...WORDS.map((until) => ({ wait: { until } })),
    ...TIMES.map((timeout) => ({ wait: { until: "finished", timeout } })),
    ...TIMES.map((interval) => ({ wait: { until: "finished", interval } })),
    ...TIMES.map((requeueGrace) => ({ wait: { until: "finished", requeueGrace } })),
    { wait: {} },
  ],
};

/** The same of a gate that waits, whose `requires` is Terraform's `until`. */
const OF_A_GATE: Readonly<Record<string, readonly object[]>> = {
  cluster_id: OF_A_LOOKUP.cluster_id ?? [],
  job_id: OF_A_LOOKUP.job_id ?? [],
  success_states: LISTS,
  failure_states: OF_A_LOOKUP.failure_states ?? [],
  until: WORDS.map((until) => ({ until })),
  timeout: TIMES.map((timeout) => ({ timeout })),
  interval: TIMES.map((interval) => ({ interval })),
  requeue_grace: TIMES.map((requeueGrace) => ({ requeueGrace })),
  triggers: [{}, { run: "7" }, { run: "" }].map((triggers) => ({ triggers })),
};

test.each([
  ["lookup", OF_A_LOOKUP, job],
  ["gate that waits", OF_A_GATE, jobCompletion],
])("values of every argument of a %s are tried", (_, tried, { attributes }) => {
  const written = Object.entries(attributes).filter(([, { mode }]) => mode !== "computed");

  expect(Object.keys(tried).sort()).toEqual(written.map(([name]) => name).sort());
});

function lookupVerdicts(props: object) {
  const all = { ...JOB, ...props } as DataEhpcJobConfig;
  return {
    terraform: providerRefuses(new DataEhpcJob(stack, newId(), all), job),
    synth: throws(() => new JobLookup(stack, newId(), all as never)),
  };
}

function gateVerdicts(props: object) {
  const all = { ...JOB, ...props } as JobCompletionConfig;
  const { until: requires, timeout, interval, requeueGrace, triggers, ...reference } = all;
  const wait = { timeout, interval, requeueGrace, triggers };
  return {
    terraform: providerRefuses(new JobCompletion(stack, newId(), all), jobCompletion),
    // The aim that gates do not know is refused by both.
    synth: throws(() => new JobGate(stack, newId(), { job: reference, requires: requires as never, wait })),
  };
}

test.each(Object.entries(OF_A_LOOKUP))(
  "%s: a lookup refuses what Terraform refuses, and nothing else",
  (_, tried) => {
    const verdicts = tried.map((props) => ({ props, ...lookupVerdicts(props) }));

    expect(verdicts.filter(({ terraform, synth }) => terraform !== synth)).toEqual([]);
  },
);

test.each(Object.entries(OF_A_GATE))(
  "%s: a gate refuses what Terraform refuses, and nothing else",
  (_, tried) => {
    const verdicts = tried.map((props) => ({ props, ...gateVerdicts(props) }));

    expect(verdicts.filter(({ terraform, synth }) => terraform !== synth)).toEqual([]);
  },
);

test("the values tried are some that both take and some that both refuse", () => {
  for (const [name, tried] of Object.entries({ ...OF_A_LOOKUP, ...OF_A_GATE })) {
    const refused = tried.filter((props) => (name in OF_A_GATE ? gateVerdicts : lookupVerdicts)(props).synth);
    expect([name, refused.length < tried.length]).toEqual([name, true]);
    if (name !== "allow_missing" && name !== "triggers") {
      expect([name, refused.length > 0]).toEqual([name, true]);
    }
  }
});

test("whatever a duration or an interval looks like, a gate and a lookup refuse it when Terraform does", () => {
  const amount = fc.oneof(
    fc.nat(2_000).map(String),
    fc.constantFrom("", ".", ".5", "1.", "0", "720", "99", "100"),
  );
  const unit = fc.constantFrom("ns", "us", "µs", "ms", "s", "m", "h", "d", "", " ");
  const part = fc.tuple(amount, unit).map((texts) => texts.join(""));
  const time = fc
    .tuple(fc.constantFrom("", "", "", "+", "-"), fc.array(part, { maxLength: 3 }))
    .map(([sign, parts]) => sign + parts.join(""));
  const anyTime = fc.oneof({ weight: 9, arbitrary: time }, fc.string({ maxLength: 6 }));

  fc.assert(
    fc.property(anyTime, anyTime, anyTime, (timeout, interval, requeueGrace) => {
      for (const { terraform, synth } of [
        gateVerdicts({ timeout, interval, requeueGrace }),
        lookupVerdicts({ wait: { until: "finished", timeout, interval, requeueGrace } }),
      ]) {
        expect(synth).toBe(terraform);
      }
    }),
    { numRuns: 300 },
  );
});
