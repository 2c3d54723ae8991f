// docs/resources/job_completion.md
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktn from 'cdktn';
import { requireOwnKit } from '../../own-kit';

// Configuration

export interface JobCompletionConfig extends cdktn.TerraformMetaArguments {
  /**
  * ID of the cluster that runs the job, such as `ehpc-hz-FYUr32abcd`.
  *
  * See `cluster_id` in docs/resources/job_completion.md.
  */
  readonly clusterId: string;
  /**
  * ID of the job in the form that the scheduler uses: `10` or `10_3` (Slurm), `1.manager` or `1[3].manager` (PBS). The ID of an array, `36` or `1[].manager`, means all its tasks: `phase` is `running` or `pending` until all tasks end, and then `failed` if a task failed. ListJobs provides the tasks; if some are not listed, or their number is not known, the read fails and the error says how to read a single task. Text that is not a job ID, such as `123;cluster` or `36_[1-3]`, is refused.
  *
  * See `job_id` in docs/resources/job_completion.md.
  */
  readonly jobId: string;
  /**
  * Further states that count as succeeded. Case does not matter. They take precedence over the built-in classification.
  *
  * See `success_states` in docs/resources/job_completion.md.
  */
  readonly successStates?: string[];
  /**
  * Further states that count as failed. Case does not matter. They take precedence over the built-in classification.
  *
  * See `failure_states` in docs/resources/job_completion.md.
  */
  readonly failureStates?: string[];
  /**
  * Outcome to wait for: `succeeded` (an error as soon as the job fails) or `finished` (the job ends, whether it succeeds or fails). Default: `succeeded`.
  *
  * See `until` in docs/resources/job_completion.md.
  */
  readonly until?: "finished" | "succeeded";
  /**
  * Maximum time to wait, such as `90s` or `2h45m`. Default: `24h`.
  *
  * See `timeout` in docs/resources/job_completion.md.
  */
  readonly timeout?: string;
  /**
  * Time between two reads of the job, at least `100ms`. Keep it shorter than the time for which the scheduler remembers an ended job (Slurm: `MinJobAge`, 5 minutes by default): a job that ends and is forgotten between two reads is not found, which is an error. Default: grows with the age of the job, from 2 to 30 seconds.
  *
  * See `interval` in docs/resources/job_completion.md.
  */
  readonly interval?: string;
  /**
  * Time that the job must stay in a state from which the scheduler may requeue it, before that state counts as its end (see `may_restart`). If the job goes back to pending or running in that time, the wait continues. With `0s`, such a state ends the wait at once. A state in `failure_states` or `success_states` always ends it at once. Default: `1m`.
  *
  * See `requeue_grace` in docs/resources/job_completion.md.
  */
  readonly requeueGrace?: string;
  /**
  * Values that make Terraform wait for the job again when they change.
  *
  * See `triggers` in docs/resources/job_completion.md.
  */
  readonly triggers?: { [key: string]: string };
}
export interface JobCompletionResources {
}

export function jobCompletionResourcesToTerraform(struct?: JobCompletionResources): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
  }
}


export function jobCompletionResourcesToHclTerraform(struct?: JobCompletionResources): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
  };
  return attrs;
}

export class JobCompletionResourcesOutputReference extends cdktn.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): JobCompletionResources | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: JobCompletionResources | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // nodes - computed: true, optional: false, required: false
  /** Number of compute nodes. */
  public get nodes() {
    return this.getNumberAttribute('nodes');
  }

  // cores - computed: true, optional: false, required: false
  /** Number of vCPUs on each node. */
  public get cores() {
    return this.getNumberAttribute('cores');
  }

  // memory - computed: true, optional: false, required: false
  /** Memory on each node, as the scheduler writes it, such as `1gb`. */
  public get memory() {
    return this.getStringAttribute('memory');
  }

  // gpus - computed: true, optional: false, required: false
  /** Number of GPUs on each node. */
  public get gpus() {
    return this.getNumberAttribute('gpus');
  }
}
export interface JobCompletionResourcesUsed {
}

export function jobCompletionResourcesUsedToTerraform(struct?: JobCompletionResourcesUsed): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
  }
}


export function jobCompletionResourcesUsedToHclTerraform(struct?: JobCompletionResourcesUsed): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
  };
  return attrs;
}

export class JobCompletionResourcesUsedOutputReference extends cdktn.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): JobCompletionResourcesUsed | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: JobCompletionResourcesUsed | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // nodes - computed: true, optional: false, required: false
  /** Number of compute nodes. */
  public get nodes() {
    return this.getNumberAttribute('nodes');
  }

  // cores - computed: true, optional: false, required: false
  /** Number of vCPUs on each node. */
  public get cores() {
    return this.getNumberAttribute('cores');
  }

  // memory - computed: true, optional: false, required: false
  /** Memory on each node, as the scheduler writes it, such as `512mb`. */
  public get memory() {
    return this.getStringAttribute('memory');
  }
}

/**
* Represents a ehpc_job_completion (docs/resources/job_completion.md)
*/
export class JobCompletion extends cdktn.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "ehpc_job_completion";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTN code for importing a JobCompletion resource upon running "cdktn plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the JobCompletion to import
  * @param importFromId The id of the existing JobCompletion that should be imported. Refer to the import section (docs/resources/job_completion.md) in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the JobCompletion to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktn.TerraformProvider) {
        return new cdktn.ImportableResource(scope, importToId, { terraformResourceType: "ehpc_job_completion", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new ehpc_job_completion (docs/resources/job_completion.md) Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options JobCompletionConfig
  */
  public constructor(scope: Construct, id: string, config: JobCompletionConfig) {
    requireOwnKit(new.target, scope, id);
    super(scope, id, {
      terraformResourceType: 'ehpc_job_completion',
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
    this._jobId = config.jobId;
    this._successStates = config.successStates;
    this._failureStates = config.failureStates;
    this._until = config.until;
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

  // job_id - computed: false, optional: false, required: true
  private _jobId?: string; 
  public get jobId() {
    return this.getStringAttribute('job_id');
  }
  public set jobId(value: string) {
    this._jobId = value;
  }
  // Temporarily expose input value. Use with caution.
  public get jobIdInput() {
    return this._jobId;
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
  /** `<cluster_id>:<job_id>`. */
  public get id() {
    return this.getStringAttribute('id');
  }

  // found - computed: true, optional: false, required: false
  /** Whether the service knows the job. Always true unless `allow_missing` is set. */
  public get found() {
    return this.getBooleanAttribute('found');
  }

  // request_id - computed: true, optional: false, required: false
  /** ID that the service gave the request, for support tickets. Changes on every read. */
  public get requestId() {
    return this.getStringAttribute('request_id');
  }

  // job_name - computed: true, optional: false, required: false
  /** Name of the job. */
  public get jobName() {
    return this.getStringAttribute('job_name');
  }

  // run_as_user - computed: true, optional: false, required: false
  /** User on the cluster that the job belongs to. */
  public get runAsUser() {
    return this.getStringAttribute('run_as_user');
  }

  // state - computed: true, optional: false, required: false
  /** State of the job as the service returns it, such as `Running` or `FINISHED`. */
  public get state() {
    return this.getStringAttribute('state');
  }

  // phase - computed: true, optional: false, required: false
  /** Phase of the job, the same for all schedulers: `pending`, `running`, `succeeded`, `failed` or `unknown`. It is `unknown` for a state that cannot be classified and for a missing job. */
  public get phase() {
    return this.getStringAttribute('phase');
  }

  // finished - computed: true, optional: false, required: false
  /** Whether the job has ended: `phase` is `succeeded` or `failed`. */
  public get finished() {
    return this.getBooleanAttribute('finished');
  }

  // succeeded - computed: true, optional: false, required: false
  /** Whether the job has succeeded: `phase` is `succeeded`. */
  public get succeeded() {
    return this.getBooleanAttribute('succeeded');
  }

  // may_restart - computed: true, optional: false, required: false
  /** Whether the scheduler may still requeue the job: Slurm requeues a job under the same ID after its node fails (`NODE_FAIL`, `BOOT_FAIL`) or another job preempts it (`PREEMPTED`). Until then `phase` is `failed` and `finished` is true, so check this attribute with them. Always false for a state in `success_states` or `failure_states`. In a recorded outcome, true means that the job stayed in such a state for `requeue_grace`. */
  public get mayRestart() {
    return this.getBooleanAttribute('may_restart');
  }

  // job_queue - computed: true, optional: false, required: false
  /** Queue (Slurm: partition) of the job. */
  public get jobQueue() {
    return this.getStringAttribute('job_queue');
  }

  // priority - computed: true, optional: false, required: false
  /** Priority of the job. */
  public get priority() {
    return this.getNumberAttribute('priority');
  }

  // create_time - computed: true, optional: false, required: false
  /** Time of submission as the service returns it, such as `2024-08-16T10:52:48`, without a time zone. */
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

  // command_line - computed: true, optional: false, required: false
  /** Command that runs the job. */
  public get commandLine() {
    return this.getStringAttribute('command_line');
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

  // node_list - computed: true, optional: false, required: false
  /** Compute nodes of the job as the scheduler writes them, such as `compute[002,005-007]`. */
  public get nodeList() {
    return this.getStringAttribute('node_list');
  }

  // node_names - computed: true, optional: false, required: false
  /** Compute nodes in `node_list`, one by one. Null if there are none, if the list cannot be read, or if it is truncated. */
  public get nodeNames() {
    return this.getListAttribute('node_names');
  }

  // array_request - computed: true, optional: false, required: false
  /** Indices of an array job as `first-last:step`, such as `2-7:2`. Null for a job that is not an array. */
  public get arrayRequest() {
    return this.getStringAttribute('array_request');
  }

  // array_indices - computed: true, optional: false, required: false
  /** Indices in `array_request`, one by one, such as 2, 4, 6. Null if there are none, if the request cannot be read, or if it is truncated. */
  public get arrayIndices() {
    return this.getNumberListAttribute('array_indices');
  }

  // array_job_id - computed: true, optional: false, required: false
  /** ID of the array that the task belongs to. Null for any other job. */
  public get arrayJobId() {
    return this.getStringAttribute('array_job_id');
  }

  // array_job_sub_id - computed: true, optional: false, required: false
  /** Index of the task in its array. Null for any other job. */
  public get arrayJobSubId() {
    return this.getStringAttribute('array_job_sub_id');
  }

  // array_summary - computed: true, optional: false, required: false
  /** Summary of the tasks if `job_id` is the ID of an array, such as `1 of 4 tasks failed, 3 succeeded; task 36_3: FAILED`. All other results come from one task: a running or pending task if there is one, otherwise a task in an unknown state, otherwise a failed task, otherwise the first task. Null for any other job. */
  public get arraySummary() {
    return this.getStringAttribute('array_summary');
  }

  // resources - computed: true, optional: false, required: false
  private _resources = new JobCompletionResourcesOutputReference(this, "resources");
  /** Resources that the job requests. Null for a job that reports none: a part of it, such as `<job>.resources.cores`, is then an error, and `try(<job>.resources.cores, null)` is null. */
  public get resources() {
    return this._resources;
  }

  // resources_used - computed: true, optional: false, required: false
  private _resourcesUsed = new JobCompletionResourcesUsedOutputReference(this, "resources_used");
  /** Resources that the job has used. The service does not report GPUs here. Null for a job that reports none; take parts of it with `try`, as of `resources`. */
  public get resourcesUsed() {
    return this._resourcesUsed;
  }

  // variables - computed: true, optional: false, required: false
  private _variables = new cdktn.StringMap(this, "variables");
  /** Environment variables of the job. Sensitive, because they often contain passwords and tokens. */
  public get variables() {
    return this._variables;
  }

  // extra_info - computed: true, optional: false, required: false
  /** Additional information from the scheduler, as JSON. Its keys are not documented. */
  public get extraInfo() {
    return this.getStringAttribute('extra_info');
  }

  // =========
  // SYNTHESIS
  // =========

  protected override synthesizeAttributes(): { [name: string]: any } {
    return {
      cluster_id: cdktn.stringToTerraform(this._clusterId),
      job_id: cdktn.stringToTerraform(this._jobId),
      success_states: cdktn.listMapper(cdktn.stringToTerraform, false)(this._successStates),
      failure_states: cdktn.listMapper(cdktn.stringToTerraform, false)(this._failureStates),
      until: cdktn.stringToTerraform(this._until),
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
      job_id: {
        value: cdktn.stringToHclTerraform(this._jobId),
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
