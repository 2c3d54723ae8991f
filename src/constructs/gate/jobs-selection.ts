import { Lazy, Token } from "cdktf";
import type { Construct } from "constructs";
import type { DataEhpcJob } from "../bindings/data-ehpc-job";
import { isLiteral } from "../is-literal";
import { type RenderedLookup, renderedLookup } from "../rendered-lookup";
import { resolveTokens } from "../resolve-tokens";
import { isLookup, type JobsReference, type JobsSource } from "./gate-jobs";

/** The jobs of a gate that Terraform is asked for by their IDs or names. */
export type SelectedSource = Exclude<JobsSource, { kind: "list" }>;

/** The lookups that a gate is given. */
export function lookupsIn(source: JobsSource): readonly DataEhpcJob[] {
  switch (source.kind) {
    case "array":
      return [source.lookup];
    case "each":
      return source.jobs.filter(isLookup);
    default:
      return [];
  }
}

/** Addresses that the lookups of a gate come after. */
export function dependenciesOf(source: JobsSource): string[] {
  return lookupsIn(source).flatMap((lookup) => renderedLookup(lookup).depends_on ?? []);
}

/**
 * The provider of the lookups of a gate, as they name it.
 *
 * @throws Error where they have different ones
 */
export function providerOf(gate: Construct, source: JobsSource): string | undefined {
  return alike(
    gate,
    "provider",
    lookupsIn(source).map((lookup) => renderedLookup(lookup).provider),
  );
}

/**
 * The jobs in one reference, by what the lookups among them say now: they may be given other arguments later.
 *
 * @param gate what the jobs are for
 * @throws Error where jobs are of several clusters, or their states are read in several ways: Terraform asks for them at once
 */
export function selectionOf(gate: Construct, source: SelectedSource): JobsReference {
  if (source.kind === "reference") {
    return source.reference;
  }
  const each = (source.kind === "array" ? [source.lookup] : source.jobs).map((job) => ({
    job,
    rendered: isLookup(job) ? renderedLookup(job) : renderedReference(job),
  }));
  const states = {
    successStates: alike(
      gate,
      "successStates",
      each.map(({ rendered }) => rendered.success_states),
    ),
    failureStates: alike(
      gate,
      "failureStates",
      each.map(({ rendered }) => rendered.failure_states),
    ),
  };
  const single = each.filter(({ rendered }) => !repeats(rendered));
  const repeated = each.flatMap(({ job, rendered }) =>
    isLookup(job) && repeats(rendered) ? [addressOf(job)] : [],
  );
  const clusters = alike(
    gate,
    "clusterId",
    single.map(({ rendered }) => rendered.cluster_id),
  );
  const ids = single.map(({ rendered }) => rendered.job_id ?? "");
  if (source.kind === "array") {
    return { clusterId: clusters ?? "", arrayJobId: ids[0] ?? "", ...states };
  }
  if (repeated.length === 0) {
    return { clusterId: clusters ?? "", jobIds: ids, ...states };
  }
  const results = (name: string) => repeated.map((jobs) => `[for job in ${jobs} : job.${name}]`).join(", ");
  return {
    clusterId: expression(
      (resolve) =>
        `one(distinct(concat([${clusters === undefined ? "" : quoted(resolve(clusters))}], ${results("cluster_id")})))`,
    ),
    jobIds: Token.asList(
      expression(
        (resolve) => `concat([${ids.map((id) => quoted(resolve(id))).join(", ")}], ${results("job_id")})`,
      ),
    ),
    ...states,
  };
}

/** Whether a lookup has as many jobs as its `count` or `for_each` says. */
export function repeats({ count, for_each }: RenderedLookup): boolean {
  return count !== undefined || for_each !== undefined;
}

/** Address of a lookup, with all its instances. */
export function addressOf(lookup: DataEhpcJob): string {
  return `data.${lookup.terraformResourceType}.${lookup.friendlyUniqueId}`;
}

function renderedReference({
  clusterId,
  jobId,
  successStates,
  failureStates,
}: {
  readonly clusterId: string;
  readonly jobId: string;
  readonly successStates?: string[];
  readonly failureStates?: string[];
}): RenderedLookup {
  return {
    cluster_id: clusterId,
    job_id: jobId,
    ...(successStates !== undefined && { success_states: successStates }),
    ...(failureStates !== undefined && { failure_states: failureStates }),
  };
}

/** The one value that all jobs have. */
function alike<Value>(gate: Construct, name: string, values: readonly Value[]): Value | undefined {
  const texts = new Set(values.map((value) => JSON.stringify(resolveTokens(gate, value)) ?? ""));
  if (texts.size > 1) {
    const [one, other] = texts;
    throw new Error(
      `JobGate "${gate.node.path}": its jobs differ in ${name}: ${one || "none"} and ${other || "none"}. Terraform asks for ` +
        "the jobs of a gate at once, with one value for all. Give all of them the same, or make several gates.",
    );
  }
  return values[0];
}

/** An expression of Terraform's language, made when the stack is synthesized. */
function expression(produce: (resolve: (value: unknown) => string) => string): string {
  return Lazy.stringValue({
    produce: (context) => `\${${produce((value) => String(context.resolve(value)))}}`,
  });
}

/** A text inside of an expression. */
function quoted(text: string): string {
  return isLiteral(text) ? JSON.stringify(text) : `"${text}"`;
}
