import {
  type ITerraformDependable,
  Lazy,
  TerraformDataSource,
  type TerraformElement,
  type TerraformProvider,
  TerraformStack,
} from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { DataEhpcJob } from "../bindings/data-ehpc-job";
import type { JobCompletion } from "../bindings/job-completion";
import type { JobsCompletion } from "../bindings/jobs-completion";
import { checkWord } from "../check-word";
import { keepDependencies } from "../dependencies/keep-dependencies";
import { checkJobReference, type JobReference } from "../job-reference";
import { CARRIER_PROVIDER } from "../kit/gate-carrier";
import { requireOwnKit } from "../own-kit";
import { type ProviderRequirement, requireProvider } from "../provider/require-provider";
import { EHPC_PROVIDER } from "../provider/required-providers";
import { checkWaitTimes } from "../wait-times";
import { checkWait } from "./check-wait";
import { gateAtApply, type JobGateWait } from "./gate-at-apply";
import { gateAtPlan } from "./gate-at-plan";
import { type GateJobs, isLookup, knownCount, sourceOf } from "./gate-jobs";
import type { GateRequirement } from "./gate-message";
import { checkShare, type GateShare } from "./gate-share";
import { jobsGateAtApply } from "./jobs-gate-at-apply";
import { jobsGateAtPlan } from "./jobs-gate-at-plan";
import { lookupsIn } from "./jobs-selection";

const REQUIREMENTS: readonly GateRequirement[] = ["succeeded", "finished"];

const WAIT_ADVICE = {
  until: "What a gate waits for is its own property: use requires.",
  require: "How many jobs a gate waits for is its own property: use require.",
};

const TIMES = ["timeout", "interval", "requeueGrace", "triggers"];

/** What all gates have in common: what opens them, and which provider makes them. */
export interface AnyGateProps {
  /**
   * What opens the gate: `"succeeded"` for a good end only, `"finished"` for either end.
   *
   * @default "succeeded"
   */
  readonly requires?: GateRequirement;
  /**
   * The provider to use, where a stack has several: with `wait` an ehpc provider; without, a null provider, where
   * the gate is a `null_resource`.
   *
   * @default - with `wait` the provider of the lookup, or for a job given by its IDs the stack's default ehpc
   * provider; without, the stack's default null provider, where it needs one
   */
  readonly provider?: TerraformProvider;
}

/** A gate over one job that the stack looks up. */
export interface LookupGateProps extends AnyGateProps {
  /** A `JobLookup` or a `DataEhpcJob` of the same stack. Where the job may be forgotten, its IDs with `wait` are better. */
  readonly job: DataEhpcJob;
  /**
   * Waits for the job during the apply, instead of failing the plan while the job has not ended. `{}` waits
   * with the defaults.
   *
   * @default - no waiting: the gate is decided as the job stands
   */
  readonly wait?: JobGateWait;
  /** Goes with `jobs`. */
  readonly require?: undefined;
  /** In place of `job`. */
  readonly jobs?: undefined;
}

/** A gate over one job that nobody looks up: only `wait` learns how it ends. */
export interface ReferenceGateProps extends AnyGateProps {
  /** The IDs of the job, `{ clusterId, jobId }`, or a `Job` of the same stack. */
  readonly job: DataEhpcJob | JobReference;
  /** Waits for the job during the apply. `{}` waits with the defaults. */
  readonly wait: JobGateWait;
  /** Goes with `jobs`. */
  readonly require?: undefined;
  /** In place of `job`. */
  readonly jobs?: undefined;
}

/** A gate over several jobs. */
export interface JobsGateProps extends AnyGateProps {
  /**
   * The jobs:
   *
   * - `[train, evaluate, { clusterId, jobId }]`: lookups, also with `count` or `forEach`, and jobs by their IDs
   * - `{ clusterId, jobIds }`: jobs by their IDs
   * - `{ clusterId, arrayJobId }`, or the lookup of an array by itself: each task, also before it begins
   * - `{ clusterId, jobName, createdAfter }`, also with `nameRegex`: jobs by their name
   * - a `DataEhpcJobs` of the same stack: each job that it lists, and each task of an array
   *
   * Without `wait`, a gate over lookups alone counts what they have read; any other reads one list of the cluster's jobs.
   */
  readonly jobs: GateJobs;
  /**
   * How many of `jobs` have to end so: `"all"`, `"any"` (one), a number such as `80`, or a share such as `"80%"`, which is
   * rounded up.
   *
   * @default "all"
   */
  readonly require?: GateShare;
  /**
   * Waits for the jobs during the apply, instead of failing the plan while they have not ended. `{}` waits
   * with the defaults.
   *
   * @default - no waiting: the gate is decided as the jobs stand
   */
  readonly wait?: JobGateWait;
  /** In place of `jobs`. */
  readonly job?: undefined;
}

/**
 * Which jobs a gate watches, what opens it, and whether it waits. A gate over a job that is given by its IDs has to wait:
 * without `wait`, the plan decides by what a lookup has read.
 */
export type JobGateProps = LookupGateProps | ReferenceGateProps | JobsGateProps;

/**
 * Holds back what depends on it until an E-HPC job has ended as required. Use it wherever CDKTF takes a
 * dependable: `dependsOn: [gate]`. A gate never opens for a job that is missing, or whose state the provider
 * does not know.
 *
 * `node.addDependency(gate)` does the same, for a resource, a data source, a module, and all below a construct; what
 * cannot wait fails at synthesis. docs/guides/gates.md goes through every way to come after a gate.
 *
 * One property decides when. Without `wait` the job must have ended before Terraform plans; with `wait` the
 * apply waits for it:
 *
 * ```text
 *               without wait                          with wait
 *   plan        reads the job; fails unless it has    does not ask for the job;
 *               ended as required                     plans to wait, once
 *   apply       nothing to wait for                   waits; fails at once when the job has failed,
 *                                                     and when the time is over
 *   next plan   reads the job again; fails when       no changes, even when the scheduler has
 *               the scheduler has forgotten it        forgotten the job
 *   Terraform   a resource with a precondition        ehpc_job_completion
 *   needs       a lookup                              a lookup or the job's IDs
 * ```
 *
 * Without `wait` the resource is a `null_resource` with the package `cdktf`, whose stack needs a `NullProvider`, and with
 * the package `cdktn` a `terraform_data`, which needs no provider.
 *
 * - Use it **without `wait`** where a pipeline plans after the job's end, or must stop in seconds if it does
 *   not: the message names the job, its state, its error log and what to do. If the job's ID becomes known only
 *   during an apply, the gate is decided then, and not waited for.
 * - Use it **with `wait`** where one apply sees the job through, and where the stack lives longer than the
 *   scheduler's memory. Terraform's state records the outcome, and `completion` gives it: its results describe the
 *   job at its end, while a lookup's results describe it at plan. An apply that fails or is interrupted records
 *   nothing, and the next one waits again.
 *
 * A gate with `wait` over a lookup takes the lookup's arguments and none of its results. Terraform still reads the
 * lookup itself in each plan: the stack outlives the scheduler's memory only if that lookup has `allowMissing`, or if
 * the gate is given the job's IDs and there is no lookup.
 *
 * A lookup with `count` or `forEach` has a gate for each of its jobs; dependents wait for all of them. Waits
 * run side by side, as many as Terraform's `-parallelism` (10) lets. Where there is no job at all, the gate stays shut.
 *
 * **Over several jobs** (`jobs`), one gate holds back its dependents until as many jobs as `require` says have ended as
 * required. With `wait` it is one `ehpc_jobs_completion`: one object in the state, which takes one of Terraform's slots and
 * reads lists in place of each job. A gate never opens on an empty list, nor on one that may be incomplete.
 *
 * The constructor throws an Error when the job belongs to another stack, when it is given by its IDs without
 * `wait`, and for words, durations, properties of `wait` and providers that Terraform would refuse. Synthesis
 * fails when the stack lacks the provider that the gate needs, and when an override changes what keeps the gate shut.
 *
 * @example
 * import { NullProvider } from "@cdktf/provider-null/lib/provider";
 * import { App, DataResource, TerraformStack } from "cdktf";
 * import { EhpcProvider, JobGate, JobLookup } from "cdktf-provider-ehpc";
 *
 * const stack = new TerraformStack(new App(), "publish");
 * new EhpcProvider(stack, "ehpc", { region: "cn-hangzhou" });
 * new NullProvider(stack, "null");
 * const train = new JobLookup(stack, "train", { clusterId: "ehpc-hz-FYUr32abcd", jobId: "1.manager" });
 * const trained = new JobGate(stack, "trained", { job: train, requires: "succeeded" });
 * new DataResource(stack, "publish", { input: { model: train.outputLog }, dependsOn: [trained] });
 *
 * @example
 * import { App, DataResource, TerraformStack } from "cdktf";
 * import { EhpcProvider, JobGate } from "cdktf-provider-ehpc";
 *
 * const stack = new TerraformStack(new App(), "publish");
 * new EhpcProvider(stack, "ehpc", { region: "cn-hangzhou" });
 * const trained = new JobGate(stack, "trained", {
 *   job: { clusterId: "ehpc-hz-FYUr32abcd", jobId: "1.manager" },
 *   wait: { timeout: "6h" },
 * });
 * new DataResource(stack, "publish", { input: { model: trained.completion.outputLog } });
 *
 * @example
 * import { App, DataResource, TerraformIterator, TerraformStack } from "cdktf";
 * import { EhpcProvider, JobGate } from "cdktf-provider-ehpc";
 *
 * const stack = new TerraformStack(new App(), "publish");
 * new EhpcProvider(stack, "ehpc", { region: "cn-hangzhou" });
 * const jobIds = ["1.manager", "2.manager", "3.manager"];
 * const swept = new JobGate(stack, "swept", {
 *   jobs: { clusterId: "ehpc-hz-FYUr32abcd", jobIds },
 *   wait: { timeout: "6h" },
 * });
 * const run = TerraformIterator.fromList(jobIds);
 * const model = swept.jobsCompletion.jobs.get(run.value).outputLog;
 * new DataResource(stack, "publish", { forEach: run, input: { model } });
 */
export class JobGate extends Construct implements ITerraformDependable {
  private readonly shutter: ITerraformDependable;
  private recorded: JobCompletion | undefined;
  private recordedJobs: JobsCompletion | undefined;

  constructor(scope: Construct, id: string, props: JobGateProps) {
    requireOwnKit(new.target, scope, id);
    super(scope, id);
    const { job, jobs, requires = "succeeded" } = props;
    checkWord(`${this.owner}: requires`, requires, REQUIREMENTS);
    if (job !== undefined && jobs !== undefined) {
      throw new Error(`${this.owner}: job and jobs exclude each other. Remove job, or add it to jobs.`);
    }
    this.shutter = jobs === undefined ? this.overJob(props) : this.overJobs(props, jobs);
    keepDependencies(TerraformStack.of(this));
  }

  private get owner(): string {
    return `JobGate "${this.node.path}"`;
  }

  private overJob({
    job,
    requires = "succeeded",
    require,
    wait,
    provider,
  }: JobGateProps): ITerraformDependable {
    const { owner } = this;
    refuseNoJob(owner, job);
    if (require !== undefined) {
      throw new Error(
        `${owner}: require says how many of jobs have to end. Remove it, or give jobs in place of job.`,
      );
    }
    if (isLookup(job)) {
      refuseForeignJob(this, job);
    } else {
      checkJobReference(owner, job);
    }
    if (wait !== undefined) {
      checkWait(owner, wait, TIMES, {
        ...WAIT_ADVICE,
        failFast: "It goes with jobs: a gate over one job fails as soon as the job has failed.",
      });
      checkWaitTimes(owner, wait);
      useProvider(this, provider, EHPC_PROVIDER);
      this.recorded = gateAtApply(this, { job, requires, wait, provider });
      return this.recorded;
    }
    if (isLookup(job)) {
      useCarrierProvider(this, provider);
      return gateAtPlan(this, { job, requires, provider });
    }
    throw new Error(
      `${owner}: without wait, job must be a JobLookup or a DataEhpcJob, because the plan reads the job. Look ` +
        "it up, new JobLookup(this, ...), or add wait: {} to wait for it during the apply.",
    );
  }

  private overJobs(
    { requires = "succeeded", require = "all", wait, provider }: JobGateProps,
    jobs: GateJobs,
  ): ITerraformDependable {
    const { owner } = this;
    const source = sourceOf(owner, jobs);
    for (const element of source.kind === "list" ? [source.list] : lookupsIn(source)) {
      refuseForeignJob(this, element);
    }
    checkShare(owner, require, knownCount(source));
    if (wait === undefined) {
      useCarrierProvider(this, provider);
      requireProvider(this, EHPC_PROVIDER);
      return jobsGateAtPlan(this, { source, requires, require, provider });
    }
    checkWait(owner, wait, [...TIMES, "failFast"], WAIT_ADVICE);
    checkWaitTimes(owner, wait);
    useProvider(this, provider, EHPC_PROVIDER);
    this.recordedJobs = jobsGateAtApply(this, { source, requires, require, wait, provider });
    return this.recordedJobs;
  }

  /** Address of the gate in Terraform: with `wait` such as `ehpc_job_completion.trained`. */
  get fqn(): string {
    return Lazy.stringValue({
      produce: ({ scope }) => {
        refuseForeignUse(this, scope);
        return this.shutter.fqn;
      },
    });
  }

  /**
   * The job at its end, as the gate has recorded it: `completion.outputLog`, `completion.state` and so on. What
   * uses one of these depends on the gate by that alone. A lookup with `count` or `forEach` has one completion for
   * each job: `TerraformIterator.fromResources(gate.completion)` iterates over the ones of `forEach`.
   *
   * @throws Error when the gate has no `wait`: then use the results of the lookup; and when it is over several jobs
   */
  get completion(): JobCompletion {
    if (this.recordedJobs !== undefined) {
      throw new Error(`${this.owner} is over several jobs: use jobsCompletion in place of completion.`);
    }
    if (this.recorded === undefined) {
      throw new Error(
        `${this.owner} has no completion: without wait it records nothing. Use the results of its ` +
          "lookup, or add wait: {}.",
      );
    }
    return this.recorded;
  }

  /**
   * The jobs at their ends, as a gate over `jobs` has recorded them: `jobsCompletion.jobs` by their IDs, `counts`,
   * `failedJobIds` and so on. What uses one of these depends on the gate by that alone.
   *
   * Terraform repeats a resource only for what it knows when it plans. Iterate over the IDs, and look up what was recorded:
   * `TerraformIterator.fromList(ids)` with `jobsCompletion.jobs.get(iterator.value).outputLog`.
   *
   * @throws Error when the gate has no `wait`, and when it is over one job
   */
  get jobsCompletion(): JobsCompletion {
    if (this.recorded !== undefined) {
      throw new Error(`${this.owner} is over one job: use completion in place of jobsCompletion.`);
    }
    if (this.recordedJobs === undefined) {
      throw new Error(
        `${this.owner} has no completion: without wait it records nothing. Use the results of its ` +
          "lookups or of its list, or add wait: {}.",
      );
    }
    return this.recordedJobs;
  }
}

function useCarrierProvider(gate: JobGate, provider: TerraformProvider | undefined): void {
  if (CARRIER_PROVIDER !== undefined) {
    useProvider(gate, provider, CARRIER_PROVIDER);
  } else if (provider !== undefined) {
    throw new Error(
      `JobGate "${gate.node.path}": provider goes with wait. A gate without wait is a terraform_data, which Terraform makes by itself.`,
    );
  }
}

function useProvider(
  gate: JobGate,
  provider: TerraformProvider | undefined,
  requirement: ProviderRequirement,
): void {
  const { name } = requirement;
  if (provider !== undefined && provider.terraformResourceType !== name) {
    throw new Error(
      `JobGate "${gate.node.path}": provider must be of the kind "${name}", not "${provider.terraformResourceType}". ` +
        `A gate with wait is made by the ehpc provider${CARRIER_PROVIDER === undefined ? "" : ", one without by the null provider"}.`,
    );
  }
  requireProvider(gate, requirement);
}

// Plain JavaScript can bring anything, also the ID alone, or a lookup that was never made.
function refuseNoJob(owner: string, job: unknown): asserts job is DataEhpcJob | JobReference {
  const isObject = typeof job === "object" && job !== null;
  const isReference = isObject && ("clusterId" in job || "jobId" in job);
  const isOtherLookup =
    TerraformDataSource.isTerraformDataSource(job) &&
    job.terraformResourceType !== DataEhpcJob.tfResourceType;
  if (!isReference || isOtherLookup) {
    throw new Error(
      `${owner}: job must be a JobLookup, a DataEhpcJob, or with wait { clusterId, jobId }` +
        `${isObject ? "" : `, not ${JSON.stringify(job)}`}.`,
    );
  }
}

// CDKTF would write depends_on with a value of the other stack, which Terraform refuses without naming the gate.
function refuseForeignUse(gate: JobGate, scope: IConstruct): void {
  const own = TerraformStack.of(gate);
  const user = TerraformStack.of(scope);
  if (own !== user) {
    throw new Error(
      `JobGate "${gate.node.path}" is used in the stack "${user.node.path}". Stacks are applied each by itself, so ` +
        `nothing there can wait for it: make a JobGate of the same job in "${user.node.path}" and name that one in dependsOn.`,
    );
  }
}

function refuseForeignJob(gate: JobGate, job: TerraformElement): void {
  const own = TerraformStack.of(gate);
  const other = TerraformStack.of(job);
  if (own !== other) {
    throw new Error(
      `JobGate "${gate.node.path}" and its job "${job.node.path}" are in different stacks. A gate has to see ` +
        `the job as it is now, not as the stack "${other.node.id}" last saw it: look the job up in ` +
        `"${own.node.id}" too.`,
    );
  }
}
