import { Fn, type IResolvable, Lazy, Op, TerraformSelf } from "cdktf";
import type { DataEhpcJob } from "../bindings/data-ehpc-job";
import { DataEhpcJobs } from "../bindings/data-ehpc-jobs";
import { conditionBlocks } from "../condition-blocks";
import { instanceAddress } from "../instance-address";
import { isLiteral } from "../is-literal";
import { exactName, withBackslashes } from "./exact-name";

/** The ID to look up if no job has the name. No scheduler has such an ID, and it says what is wrong. */
const NO_SUCH_JOB = "no-job-of-that-name";

/** Which jobs are searched for the latest one. */
export interface LatestJobConfig {
  /** The name, whole. */
  readonly jobName: string;
  /** Whether it is no error that there is none. */
  readonly allowMissing: boolean | IResolvable | undefined;
}

/**
 * The job of a name that was submitted last: the data source `ehpc_jobs`, which answers with one job or none, and with
 * an error where it is not sure which. It repeats as the lookup does that it serves, and is read before it.
 */
export class LatestJob extends DataEhpcJobs {
  constructor(
    private readonly lookup: DataEhpcJob,
    { jobName, allowMissing }: LatestJobConfig,
  ) {
    const { provider, count, forEach } = lookup;
    // CDKTF leaves "Default" out of a name, which makes this one data.ehpc_jobs.<id of the lookup>.
    super(lookup, "Default", {
      // Evaluated late, because the lookup may still be given another cluster.
      clusterId: Lazy.stringValue({ produce: () => lookup.clusterIdInput }),
      // The service's own search, which is not exact, makes the list short; the expression makes it exact.
      jobName: isLiteral(jobName) ? withBackslashes(jobName) : jobName,
      nameRegex: exactName(jobName),
      sort: { by: "submit", order: "desc" },
      limit: 1,
      provider,
      count,
      forEach,
      lifecycle: {
        postcondition: [...(allowMissing === true ? [] : [thereIsOne(allowMissing)]), itIsCertain()],
      },
    });
  }

  /** It comes after all that the lookup comes after, also what the lookup is given later. */
  override get terraformMetaArguments(): DataEhpcJobs["terraformMetaArguments"] {
    const dependsOn = [...new Set([...(this.dependsOn ?? []), ...(this.lookup.dependsOn ?? [])])];
    return { ...super.terraformMetaArguments, dependsOn: dependsOn.length > 0 ? dependsOn : undefined };
  }

  /** ID of the job; of a task of an array, the array's own. Where there is none, one that no job has. */
  get jobId(): string {
    return Lazy.stringValue({
      produce: () => `\${coalesce(one(${instanceAddress(this)}.whole_job_ids), "${NO_SUCH_JOB}")}`,
    });
  }

  override toHclTerraform(): ReturnType<DataEhpcJobs["toHclTerraform"]> {
    const rendered = super.toHclTerraform();
    const attributes = rendered.data?.[DataEhpcJobs.tfResourceType]?.[this.friendlyUniqueId];
    if (attributes !== undefined && this.lifecycle !== undefined) {
      attributes.lifecycle = conditionBlocks(this.lifecycle);
    }
    return rendered;
  }
}

const ADVICE =
  "Check the name, in upper and lower case and with all its blanks, and the cluster. Schedulers forget a job some time after its end; " +
  "with allowMissing that is an answer (found is false) and no error.";

/** A gate must not open on a guess. */
function itIsCertain() {
  return {
    condition: Op.eq(TerraformSelf.getAny("limit_certain"), true),
    errorMessage: Fn.format(
      "It is not sure which of the jobs named %q on cluster %s was submitted last: the list may be incomplete, or " +
        "the service does not tell when each was submitted. Try again, or look the job up by its ID.",
      [TerraformSelf.getString("job_name"), TerraformSelf.getString("cluster_id")],
    ),
  };
}

function thereIsOne(allowMissing: IResolvable | false | undefined) {
  const listed = Op.gte(Fn.lengthOf(TerraformSelf.getAny("ids")), 1);
  return {
    condition: allowMissing ? Op.or(listed, allowMissing) : listed,
    errorMessage: Fn.format(`Cluster %s has no job named %q. ${ADVICE}`, [
      TerraformSelf.getString("cluster_id"),
      TerraformSelf.getString("job_name"),
    ]),
  };
}
