// docs/resources/jobs_completion.md
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktn from 'cdktn';
import { requireOwnKit } from '../../own-kit';

// Configuration

export interface JobsCompletionConfig extends cdktn.TerraformMetaArguments {
  /**
  * ID of the cluster that runs the jobs, such as `ehpc-hz-FYUr32abcd`.
  *
  * See `cluster_id` in docs/resources/jobs_completion.md.
  */
  readonly clusterId: string;
  /**
  * IDs of the jobs, in the form of `job_id` of `ehpc_job`. Each job counts once. Exactly one of `job_ids`, `array_job_id`, and `job_name` or `name_regex` says which jobs to wait for.
  *
  * See `job_ids` in docs/resources/jobs_completion.md.
  */
  readonly jobIds?: string[];
  /**
  * ID of an array, `36` or `1[].manager`: the wait is for each of its tasks, also for tasks that do not exist yet. The indices that the array requests say which they are.
  *
  * See `array_job_id` in docs/resources/jobs_completion.md.
  */
  readonly arrayJobId?: string;
  /**
  * Waits for the jobs with a similar name (the service's own fuzzy match) that were submitted at `created_after` or later. The set of jobs is fixed when the wait begins; an empty set is an error.
  *
  * See `job_name` in docs/resources/jobs_completion.md.
  */
  readonly jobName?: string;
  /**
  * Waits for the jobs whose name matches this regular expression, as in `ehpc_jobs`. Together with `job_name`, both must match. Needs `created_after`.
  *
  * See `name_regex` in docs/resources/jobs_completion.md.
  */
  readonly nameRegex?: string;
  /**
  * With `job_name` or `name_regex`: only jobs submitted at this time or later, such as `2024-08-20T02:54:46Z` (RFC 3339).
  *
  * See `created_after` in docs/resources/jobs_completion.md.
  */
  readonly createdAfter?: string;
  /**
  * Further states that count as succeeded. Case does not matter. They take precedence over the built-in classification.
  *
  * See `success_states` in docs/resources/jobs_completion.md.
  */
  readonly successStates?: string[];
  /**
  * Further states that count as failed. Case does not matter. They take precedence over the built-in classification.
  *
  * See `failure_states` in docs/resources/jobs_completion.md.
  */
  readonly failureStates?: string[];
  /**
  * Outcome of a job that counts towards `require`: `succeeded` or `finished` (the job ends, whether it succeeds or fails). Default: `succeeded`.
  *
  * See `until` in docs/resources/jobs_completion.md.
  */
  readonly until?: "finished" | "succeeded";
  /**
  * How many of the jobs have to reach `until`: `all`, `any` (one), a number such as `80`, or a share such as `80%`, rounded up. The wait ends as soon as so many have. Default: `all`.
  *
  * See `require` in docs/resources/jobs_completion.md.
  */
  readonly require?: string;
  /**
  * Whether the apply fails as soon as too many jobs have failed to meet `require`. With `false` it waits until all jobs end, and then reports all failures. Default: `true`.
  *
  * See `fail_fast` in docs/resources/jobs_completion.md.
  */
  readonly failFast?: boolean | cdktn.IResolvable;
  /**
  * Maximum time to wait, such as `90s` or `2h45m`. Default: `24h`.
  *
  * See `timeout` in docs/resources/jobs_completion.md.
  */
  readonly timeout?: string;
  /**
  * Time between two looks at the jobs, at least `100ms`. One look reads a list of the cluster's jobs, 50 to a request. Keep it shorter than the time for which the scheduler remembers an ended job (Slurm: `MinJobAge`, 5 minutes by default). Default: grows with the age of the jobs, from 2 to 30 seconds.
  *
  * See `interval` in docs/resources/jobs_completion.md.
  */
  readonly interval?: string;
  /**
  * Time that a job must stay in a state from which the scheduler may requeue it, such as `PREEMPTED`, before that state counts as its end. With `0s`, such a state counts at once. Default: `1m`.
  *
  * See `requeue_grace` in docs/resources/jobs_completion.md.
  */
  readonly requeueGrace?: string;
  /**
  * Values that make Terraform wait for the jobs again when they change.
  *
  * See `triggers` in docs/resources/jobs_completion.md.
  */
  readonly triggers?: { [key: string]: string };
}
export interface JobsCompletionJobs {
}

export function jobsCompletionJobsToTerraform(struct?: JobsCompletionJobs): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
  }
}


export function jobsCompletionJobsToHclTerraform(struct?: JobsCompletionJobs): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
  };
  return attrs;
}

export class JobsCompletionJobsOutputReference extends cdktn.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectKey the key of this item in the map
  */
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string, complexObjectKey: string) {
    super(terraformResource, terraformAttribute, false, complexObjectKey);
  }

  public get internalValue(): JobsCompletionJobs | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: JobsCompletionJobs | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // job_name - computed: true, optional: false, required: false
  /** Name of the job. */
  public get jobName() {
    return this.getStringAttribute('job_name');
  }

  // state - computed: true, optional: false, required: false
  /** State of the job as the service returns it. */
  public get state() {
    return this.getStringAttribute('state');
  }

  // phase - computed: true, optional: false, required: false
  /** Phase of the job: `pending`, `running`, `succeeded`, `failed` or `unknown`. A job that the scheduler does not know is `unknown`. */
  public get phase() {
    return this.getStringAttribute('phase');
  }

  // job_queue - computed: true, optional: false, required: false
  /** Queue (Slurm: partition) of the job. */
  public get jobQueue() {
    return this.getStringAttribute('job_queue');
  }

  // node_list - computed: true, optional: false, required: false
  /** Compute nodes of the job as the scheduler writes them. */
  public get nodeList() {
    return this.getStringAttribute('node_list');
  }

  // output_log - computed: true, optional: false, required: false
  /** Path of the job's standard output on the cluster. */
  public get outputLog() {
    return this.getStringAttribute('output_log');
  }

  // error_log - computed: true, optional: false, required: false
  /** Path of the job's standard error on the cluster. */
  public get errorLog() {
    return this.getStringAttribute('error_log');
  }

  // create_time - computed: true, optional: false, required: false
  /** Time of submission, in UTC, such as `2024-08-20T02:54:46Z`. Of a job that only GetJob returned, it has no time zone. */
  public get createTime() {
    return this.getStringAttribute('create_time');
  }

  // start_time - computed: true, optional: false, required: false
  /** Time at which the job started, in the form of `create_time`. */
  public get startTime() {
    return this.getStringAttribute('start_time');
  }

  // last_modify_time - computed: true, optional: false, required: false
  /** Time of the last change, in the form of `create_time`. */
  public get lastModifyTime() {
    return this.getStringAttribute('last_modify_time');
  }
}

export class JobsCompletionJobsMap extends cdktn.ComplexMap {

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute);
  }

  /**
  * @param key the key of the item to return
  */
  public get(key: string): JobsCompletionJobsOutputReference {
    return new JobsCompletionJobsOutputReference(this.terraformResource, this.terraformAttribute, key);
  }
}
export interface JobsCompletionCounts {
}

export function jobsCompletionCountsToTerraform(struct?: JobsCompletionCounts): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
  }
}


export function jobsCompletionCountsToHclTerraform(struct?: JobsCompletionCounts): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
  };
  return attrs;
}

export class JobsCompletionCountsOutputReference extends cdktn.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): JobsCompletionCounts | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: JobsCompletionCounts | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // pending - computed: true, optional: false, required: false
  /** Number of jobs that are pending. */
  public get pending() {
    return this.getNumberAttribute('pending');
  }

  // running - computed: true, optional: false, required: false
  /** Number of jobs that run. */
  public get running() {
    return this.getNumberAttribute('running');
  }

  // succeeded - computed: true, optional: false, required: false
  /** Number of jobs that have succeeded. */
  public get succeeded() {
    return this.getNumberAttribute('succeeded');
  }

  // failed - computed: true, optional: false, required: false
  /** Number of jobs that have failed. */
  public get failed() {
    return this.getNumberAttribute('failed');
  }

  // unknown - computed: true, optional: false, required: false
  /** Number of jobs in an unknown state, or that the scheduler does not know. */
  public get unknown() {
    return this.getNumberAttribute('unknown');
  }
}

/**
* Represents a ehpc_jobs_completion (docs/resources/jobs_completion.md)
*/
export class JobsCompletion extends cdktn.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "ehpc_jobs_completion";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTN code for importing a JobsCompletion resource upon running "cdktn plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the JobsCompletion to import
  * @param importFromId The id of the existing JobsCompletion that should be imported. Refer to the import section (docs/resources/jobs_completion.md) in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the JobsCompletion to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktn.TerraformProvider) {
        return new cdktn.ImportableResource(scope, importToId, { terraformResourceType: "ehpc_jobs_completion", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new ehpc_jobs_completion (docs/resources/jobs_completion.md) Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options JobsCompletionConfig
  */
  public constructor(scope: Construct, id: string, config: JobsCompletionConfig) {
    requireOwnKit(new.target, scope, id);
    super(scope, id, {
      terraformResourceType: 'ehpc_jobs_completion',
      terraformGeneratorMetadata: {
        providerName: 'ehpc',
        providerVersion: '0.1.0',
        providerVersionConstraint: '0.1.0'
      },
      provider: config.provider,
      dependsOn: config.dependsOn,
      count: config.count,
      lifecycle: config.lifecycle,
      provisioners: config.provisioners,
      connection: config.connection,
      forEach: config.forEach
    });
    this._clusterId = config.clusterId;
    this._jobIds = config.jobIds;
    this._arrayJobId = config.arrayJobId;
    this._jobName = config.jobName;
    this._nameRegex = config.nameRegex;
    this._createdAfter = config.createdAfter;
    this._successStates = config.successStates;
    this._failureStates = config.failureStates;
    this._until = config.until;
    this._require = config.require;
    this._failFast = config.failFast;
    this._timeout = config.timeout;
    this._interval = config.interval;
    this._requeueGrace = config.requeueGrace;
    this._triggers = config.triggers;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // cluster_id - computed: false, optional: false, required: true
  private _clusterId?: string; 
  public get clusterId() {
    return this.getStringAttribute('cluster_id');
  }
  public set clusterId(value: string) {
    this._clusterId = value;
  }
  // Temporarily expose input value. Use with caution.
  public get clusterIdInput() {
    return this._clusterId;
  }

  // job_ids - computed: false, optional: true, required: false
  private _jobIds?: string[]; 
  public get jobIds() {
    return this.getListAttribute('job_ids');
  }
  public set jobIds(value: string[]) {
    this._jobIds = value;
  }
  public resetJobIds() {
    this._jobIds = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get jobIdsInput() {
    return this._jobIds;
  }

  // array_job_id - computed: false, optional: true, required: false
  private _arrayJobId?: string; 
  public get arrayJobId() {
    return this.getStringAttribute('array_job_id');
  }
  public set arrayJobId(value: string) {
    this._arrayJobId = value;
  }
  public resetArrayJobId() {
    this._arrayJobId = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get arrayJobIdInput() {
    return this._arrayJobId;
  }

  // job_name - computed: false, optional: true, required: false
  private _jobName?: string; 
  public get jobName() {
    return this.getStringAttribute('job_name');
  }
  public set jobName(value: string) {
    this._jobName = value;
  }
  public resetJobName() {
    this._jobName = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get jobNameInput() {
    return this._jobName;
  }

  // name_regex - computed: false, optional: true, required: false
  private _nameRegex?: string; 
  public get nameRegex() {
    return this.getStringAttribute('name_regex');
  }
  public set nameRegex(value: string) {
    this._nameRegex = value;
  }
  public resetNameRegex() {
    this._nameRegex = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get nameRegexInput() {
    return this._nameRegex;
  }

  // created_after - computed: false, optional: true, required: false
  private _createdAfter?: string; 
  public get createdAfter() {
    return this.getStringAttribute('created_after');
  }
  public set createdAfter(value: string) {
    this._createdAfter = value;
  }
  public resetCreatedAfter() {
    this._createdAfter = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get createdAfterInput() {
    return this._createdAfter;
  }

  // success_states - computed: false, optional: true, required: false
  private _successStates?: string[]; 
  public get successStates() {
    return this.getListAttribute('success_states');
  }
  public set successStates(value: string[]) {
    this._successStates = value;
  }
  public resetSuccessStates() {
    this._successStates = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get successStatesInput() {
    return this._successStates;
  }

  // failure_states - computed: false, optional: true, required: false
  private _failureStates?: string[]; 
  public get failureStates() {
    return this.getListAttribute('failure_states');
  }
  public set failureStates(value: string[]) {
    this._failureStates = value;
  }
  public resetFailureStates() {
    this._failureStates = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get failureStatesInput() {
    return this._failureStates;
  }

  // until - computed: false, optional: true, required: false
  private _until?: string; 
  public get until() {
    return this.getStringAttribute('until');
  }
  public set until(value: string) {
    this._until = value;
  }
  public resetUntil() {
    this._until = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get untilInput() {
    return this._until;
  }

  // require - computed: false, optional: true, required: false
  private _require?: string; 
  public get require() {
    return this.getStringAttribute('require');
  }
  public set require(value: string) {
    this._require = value;
  }
  public resetRequire() {
    this._require = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get requireInput() {
    return this._require;
  }

  // fail_fast - computed: false, optional: true, required: false
  private _failFast?: boolean | cdktn.IResolvable; 
  public get failFast() {
    return this.getBooleanAttribute('fail_fast');
  }
  public set failFast(value: boolean | cdktn.IResolvable) {
    this._failFast = value;
  }
  public resetFailFast() {
    this._failFast = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get failFastInput() {
    return this._failFast;
  }

  // timeout - computed: false, optional: true, required: false
  private _timeout?: string; 
  public get timeout() {
    return this.getStringAttribute('timeout');
  }
  public set timeout(value: string) {
    this._timeout = value;
  }
  public resetTimeout() {
    this._timeout = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get timeoutInput() {
    return this._timeout;
  }

  // interval - computed: false, optional: true, required: false
  private _interval?: string; 
  public get interval() {
    return this.getStringAttribute('interval');
  }
  public set interval(value: string) {
    this._interval = value;
  }
  public resetInterval() {
    this._interval = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get intervalInput() {
    return this._interval;
  }

  // requeue_grace - computed: false, optional: true, required: false
  private _requeueGrace?: string; 
  public get requeueGrace() {
    return this.getStringAttribute('requeue_grace');
  }
  public set requeueGrace(value: string) {
    this._requeueGrace = value;
  }
  public resetRequeueGrace() {
    this._requeueGrace = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get requeueGraceInput() {
    return this._requeueGrace;
  }

  // triggers - computed: false, optional: true, required: false
  private _triggers?: { [key: string]: string }; 
  public get triggers() {
    return this.getStringMapAttribute('triggers');
  }
  public set triggers(value: { [key: string]: string }) {
    this._triggers = value;
  }
  public resetTriggers() {
    this._triggers = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get triggersInput() {
    return this._triggers;
  }

  // id - computed: true, optional: false, required: false
  /** `<cluster_id>:` and a digest of the job IDs. */
  public get id() {
    return this.getStringAttribute('id');
  }

  // jobs - computed: true, optional: false, required: false
  private _jobs = new JobsCompletionJobsMap(this, "jobs");
  /** The jobs by their IDs, as the wait saw them last. They have what a list returns; `ehpc_job` has more. With a `require` other than `all`, some may not have ended. */
  public get jobs() {
    return this._jobs;
  }

  // counts - computed: true, optional: false, required: false
  private _counts = new JobsCompletionCountsOutputReference(this, "counts");
  /** How many jobs are in which phase. */
  public get counts() {
    return this._counts;
  }

  // finished - computed: true, optional: false, required: false
  /** Whether all jobs have ended. */
  public get finished() {
    return this.getBooleanAttribute('finished');
  }

  // succeeded - computed: true, optional: false, required: false
  /** Whether all jobs have succeeded. */
  public get succeeded() {
    return this.getBooleanAttribute('succeeded');
  }

  // failed_job_ids - computed: true, optional: false, required: false
  /** IDs of the jobs that have failed. */
  public get failedJobIds() {
    return this.getListAttribute('failed_job_ids');
  }

  // =========
  // SYNTHESIS
  // =========

  protected override synthesizeAttributes(): { [name: string]: any } {
    return {
      cluster_id: cdktn.stringToTerraform(this._clusterId),
      job_ids: cdktn.listMapper(cdktn.stringToTerraform, false)(this._jobIds),
      array_job_id: cdktn.stringToTerraform(this._arrayJobId),
      job_name: cdktn.stringToTerraform(this._jobName),
      name_regex: cdktn.stringToTerraform(this._nameRegex),
      created_after: cdktn.stringToTerraform(this._createdAfter),
      success_states: cdktn.listMapper(cdktn.stringToTerraform, false)(this._successStates),
      failure_states: cdktn.listMapper(cdktn.stringToTerraform, false)(this._failureStates),
      until: cdktn.stringToTerraform(this._until),
      require: cdktn.stringToTerraform(this._require),
      fail_fast: cdktn.booleanToTerraform(this._failFast),
      timeout: cdktn.stringToTerraform(this._timeout),
      interval: cdktn.stringToTerraform(this._interval),
      requeue_grace: cdktn.stringToTerraform(this._requeueGrace),
      triggers: cdktn.hashMapper(cdktn.stringToTerraform)(this._triggers),
    };
  }

  protected override synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      cluster_id: {
        value: cdktn.stringToHclTerraform(this._clusterId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      job_ids: {
        value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._jobIds),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      array_job_id: {
        value: cdktn.stringToHclTerraform(this._arrayJobId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      job_name: {
        value: cdktn.stringToHclTerraform(this._jobName),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      name_regex: {
        value: cdktn.stringToHclTerraform(this._nameRegex),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      created_after: {
        value: cdktn.stringToHclTerraform(this._createdAfter),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      success_states: {
        value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._successStates),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      failure_states: {
        value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._failureStates),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      until: {
        value: cdktn.stringToHclTerraform(this._until),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      require: {
        value: cdktn.stringToHclTerraform(this._require),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      fail_fast: {
        value: cdktn.booleanToHclTerraform(this._failFast),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      timeout: {
        value: cdktn.stringToHclTerraform(this._timeout),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      interval: {
        value: cdktn.stringToHclTerraform(this._interval),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      requeue_grace: {
        value: cdktn.stringToHclTerraform(this._requeueGrace),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      triggers: {
        value: cdktn.hashMapperHcl(cdktn.stringToHclTerraform)(this._triggers),
        isBlock: false,
        type: "map",
        storageClassType: "stringMap",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
