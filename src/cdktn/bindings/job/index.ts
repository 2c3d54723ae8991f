// docs/resources/job.md
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktn from 'cdktn';
import { requireOwnKit } from '../../own-kit';

// Configuration

export interface JobConfig extends cdktn.TerraformMetaArguments {
  /**
  * Name of the job.
  *
  * See `job_name` in docs/resources/job.md.
  */
  readonly jobName: string;
  /**
  * User on the cluster who runs the job. Default: the cluster's.
  *
  * See `run_as_user` in docs/resources/job.md.
  */
  readonly runAsUser?: string;
  /**
  * Priority of the job, from 0 to 9.
  *
  * See `priority` in docs/resources/job.md.
  */
  readonly priority?: number;
  /**
  * What the job runs: a script in the user's home directory, the full path of a script, or a command with its full path after `-- `, such as `-- /bin/sleep 60`.
  *
  * See `command_line` in docs/resources/job.md.
  */
  readonly commandLine: string;
  /**
  * Full path of the job's standard output on the cluster.
  *
  * See `output_log` in docs/resources/job.md.
  */
  readonly outputLog?: string;
  /**
  * Full path of the job's standard error on the cluster.
  *
  * See `error_log` in docs/resources/job.md.
  */
  readonly errorLog?: string;
  /**
  * Indices of an array job as `first-last:step`, such as `2-7:2`. Without it, the job is not an array.
  *
  * See `array_request` in docs/resources/job.md.
  */
  readonly arrayRequest?: string;
  /**
  * Resources that the job requests. Null for a job that neither asks for any nor reports them.
  *
  * See `resources` in docs/resources/job.md.
  */
  readonly resources?: JobResources;
  /**
  * Environment variables of the job. Sensitive, because they often contain passwords and tokens; the state contains them.
  *
  * See `variables` in docs/resources/job.md.
  */
  readonly variables?: { [key: string]: string };
  /**
  * ID of the cluster that runs the job, such as `ehpc-hz-FYUr32abcd`.
  *
  * See `cluster_id` in docs/resources/job.md.
  */
  readonly clusterId: string;
  /**
  * Queue (Slurm: partition) of the job. Default: the cluster's.
  *
  * See `queue` in docs/resources/job.md.
  */
  readonly queue?: string;
  /**
  * Password of `run_as_user`. Write-only: it is in no plan and no state, and Terraform does not see its changes. Needs Terraform 1.11 or OpenTofu 1.11.
  *
  * See `run_as_user_password` in docs/resources/job.md.
  */
  readonly runAsUserPassword?: string;
  /**
  * Maximum time that the job may run, such as `90m` or `48h`. Default: the limit of the queue.
  *
  * See `wall_time` in docs/resources/job.md.
  */
  readonly wallTime?: string;
  /**
  * What the job runs after `command_line`.
  *
  * See `post_command_line` in docs/resources/job.md.
  */
  readonly postCommandLine?: string;
  /**
  * Names this submission for good, such as `train-7`: 1 to 64 letters, digits, dots, hyphens and underscores. An apply first looks for a job that was submitted with the same token and the same arguments, and adopts it unless it ended without success. Without it, Terraform that is killed while it submits the job may leave a job of which no state knows.
  *
  * See `token` in docs/resources/job.md.
  */
  readonly token?: string;
  /**
  * Values that make Terraform submit the job again when they change.
  *
  * See `triggers` in docs/resources/job.md.
  */
  readonly triggers?: { [key: string]: string };
  /**
  * What happens to a job that has not ended when Terraform destroys or replaces it: `stop` (the job is stopped, and the destroy waits for its end) or `keep` (it goes on). Default: `stop`.
  *
  * See `on_destroy` in docs/resources/job.md.
  */
  readonly onDestroy?: "stop" | "keep";
  /**
  * Maximum time to wait for the end of a stopped job. Default: `2m`.
  *
  * See `stop_timeout` in docs/resources/job.md.
  */
  readonly stopTimeout?: string;
}
export interface JobResources {
  /**
  * Number of compute nodes.
  *
  * See `nodes` in docs/resources/job.md.
  */
  readonly nodes?: number;
  /**
  * Number of vCPUs on each node.
  *
  * See `cores` in docs/resources/job.md.
  */
  readonly cores?: number;
  /**
  * Memory on each node, such as `1gb`.
  *
  * See `memory` in docs/resources/job.md.
  */
  readonly memory?: string;
  /**
  * Number of GPUs on each node.
  *
  * See `gpus` in docs/resources/job.md.
  */
  readonly gpus?: number;
}

export function jobResourcesToTerraform(struct?: JobResources | cdktn.IResolvable): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
    nodes: cdktn.numberToTerraform(struct!.nodes),
    cores: cdktn.numberToTerraform(struct!.cores),
    memory: cdktn.stringToTerraform(struct!.memory),
    gpus: cdktn.numberToTerraform(struct!.gpus),
  }
}


export function jobResourcesToHclTerraform(struct?: JobResources | cdktn.IResolvable): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
    nodes: {
      value: cdktn.numberToHclTerraform(struct!.nodes),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    cores: {
      value: cdktn.numberToHclTerraform(struct!.cores),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    memory: {
      value: cdktn.stringToHclTerraform(struct!.memory),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    gpus: {
      value: cdktn.numberToHclTerraform(struct!.gpus),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class JobResourcesOutputReference extends cdktn.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktn.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): JobResources | cdktn.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._nodes !== undefined) {
      hasAnyValues = true;
      internalValueResult.nodes = this._nodes;
    }
    if (this._cores !== undefined) {
      hasAnyValues = true;
      internalValueResult.cores = this._cores;
    }
    if (this._memory !== undefined) {
      hasAnyValues = true;
      internalValueResult.memory = this._memory;
    }
    if (this._gpus !== undefined) {
      hasAnyValues = true;
      internalValueResult.gpus = this._gpus;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: JobResources | cdktn.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._nodes = undefined;
      this._cores = undefined;
      this._memory = undefined;
      this._gpus = undefined;
    }
    else if (cdktn.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._nodes = value.nodes;
      this._cores = value.cores;
      this._memory = value.memory;
      this._gpus = value.gpus;
    }
  }

  // nodes - computed: true, optional: true, required: false
  private _nodes?: number; 
  /** Number of compute nodes. */
  public get nodes() {
    return this.getNumberAttribute('nodes');
  }
  public set nodes(value: number) {
    this._nodes = value;
  }
  public resetNodes() {
    this._nodes = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get nodesInput() {
    return this._nodes;
  }

  // cores - computed: true, optional: true, required: false
  private _cores?: number; 
  /** Number of vCPUs on each node. */
  public get cores() {
    return this.getNumberAttribute('cores');
  }
  public set cores(value: number) {
    this._cores = value;
  }
  public resetCores() {
    this._cores = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get coresInput() {
    return this._cores;
  }

  // memory - computed: true, optional: true, required: false
  private _memory?: string; 
  /** Memory on each node, such as `1gb`. */
  public get memory() {
    return this.getStringAttribute('memory');
  }
  public set memory(value: string) {
    this._memory = value;
  }
  public resetMemory() {
    this._memory = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get memoryInput() {
    return this._memory;
  }

  // gpus - computed: true, optional: true, required: false
  private _gpus?: number; 
  /** Number of GPUs on each node. */
  public get gpus() {
    return this.getNumberAttribute('gpus');
  }
  public set gpus(value: number) {
    this._gpus = value;
  }
  public resetGpus() {
    this._gpus = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get gpusInput() {
    return this._gpus;
  }
}
export interface JobResourcesUsed {
}

export function jobResourcesUsedToTerraform(struct?: JobResourcesUsed): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
  }
}


export function jobResourcesUsedToHclTerraform(struct?: JobResourcesUsed): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
  };
  return attrs;
}

export class JobResourcesUsedOutputReference extends cdktn.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): JobResourcesUsed | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: JobResourcesUsed | undefined) {
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
* Represents a ehpc_job (docs/resources/job.md)
*/
export class Job extends cdktn.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "ehpc_job";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTN code for importing a Job resource upon running "cdktn plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the Job to import
  * @param importFromId The id of the existing Job that should be imported. Refer to the import section (docs/resources/job.md) in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the Job to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktn.TerraformProvider) {
        return new cdktn.ImportableResource(scope, importToId, { terraformResourceType: "ehpc_job", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new ehpc_job (docs/resources/job.md) Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options JobConfig
  */
  public constructor(scope: Construct, id: string, config: JobConfig) {
    requireOwnKit(new.target, scope, id);
    super(scope, id, {
      terraformResourceType: 'ehpc_job',
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
    this._jobName = config.jobName;
    this._runAsUser = config.runAsUser;
    this._priority = config.priority;
    this._commandLine = config.commandLine;
    this._outputLog = config.outputLog;
    this._errorLog = config.errorLog;
    this._arrayRequest = config.arrayRequest;
    this._resources.internalValue = config.resources;
    this._variables = config.variables;
    this._clusterId = config.clusterId;
    this._queue = config.queue;
    this._runAsUserPassword = config.runAsUserPassword;
    this._wallTime = config.wallTime;
    this._postCommandLine = config.postCommandLine;
    this._token = config.token;
    this._triggers = config.triggers;
    this._onDestroy = config.onDestroy;
    this._stopTimeout = config.stopTimeout;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // id - computed: true, optional: false, required: false
  /** `<cluster_id>:<job_id>`. */
  public get id() {
    return this.getStringAttribute('id');
  }

  // found - computed: true, optional: false, required: false
  /** Whether the scheduler knew the job when Terraform looked at it last. */
  public get found() {
    return this.getBooleanAttribute('found');
  }

  // request_id - computed: true, optional: false, required: false
  /** ID that the service gave the request that submitted the job, for support tickets. Null for an imported job. */
  public get requestId() {
    return this.getStringAttribute('request_id');
  }

  // job_name - computed: false, optional: false, required: true
  private _jobName?: string; 
  public get jobName() {
    return this.getStringAttribute('job_name');
  }
  public set jobName(value: string) {
    this._jobName = value;
  }
  // Temporarily expose input value. Use with caution.
  public get jobNameInput() {
    return this._jobName;
  }

  // run_as_user - computed: true, optional: true, required: false
  private _runAsUser?: string; 
  /** User on the cluster who runs the job. Default: the cluster's. */
  public get runAsUser() {
    return this.getStringAttribute('run_as_user');
  }
  public set runAsUser(value: string) {
    this._runAsUser = value;
  }
  public resetRunAsUser() {
    this._runAsUser = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get runAsUserInput() {
    return this._runAsUser;
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

  // priority - computed: true, optional: true, required: false
  private _priority?: number; 
  /** Priority of the job, from 0 to 9. */
  public get priority() {
    return this.getNumberAttribute('priority');
  }
  public set priority(value: number) {
    this._priority = value;
  }
  public resetPriority() {
    this._priority = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get priorityInput() {
    return this._priority;
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

  // command_line - computed: false, optional: false, required: true
  private _commandLine?: string; 
  public get commandLine() {
    return this.getStringAttribute('command_line');
  }
  public set commandLine(value: string) {
    this._commandLine = value;
  }
  // Temporarily expose input value. Use with caution.
  public get commandLineInput() {
    return this._commandLine;
  }

  // output_log - computed: true, optional: true, required: false
  private _outputLog?: string; 
  /** Full path of the job's standard output on the cluster. */
  public get outputLog() {
    return this.getStringAttribute('output_log');
  }
  public set outputLog(value: string) {
    this._outputLog = value;
  }
  public resetOutputLog() {
    this._outputLog = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get outputLogInput() {
    return this._outputLog;
  }

  // error_log - computed: true, optional: true, required: false
  private _errorLog?: string; 
  /** Full path of the job's standard error on the cluster. */
  public get errorLog() {
    return this.getStringAttribute('error_log');
  }
  public set errorLog(value: string) {
    this._errorLog = value;
  }
  public resetErrorLog() {
    this._errorLog = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get errorLogInput() {
    return this._errorLog;
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

  // array_request - computed: true, optional: true, required: false
  private _arrayRequest?: string; 
  /** Indices of an array job as `first-last:step`, such as `2-7:2`. Without it, the job is not an array. */
  public get arrayRequest() {
    return this.getStringAttribute('array_request');
  }
  public set arrayRequest(value: string) {
    this._arrayRequest = value;
  }
  public resetArrayRequest() {
    this._arrayRequest = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get arrayRequestInput() {
    return this._arrayRequest;
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

  // resources - computed: true, optional: true, required: false
  private _resources = new JobResourcesOutputReference(this, "resources");
  /** Resources that the job requests. Null for a job that neither asks for any nor reports them. */
  public get resources() {
    return this._resources;
  }
  public putResources(value: JobResources) {
    this._resources.internalValue = value;
  }
  public resetResources() {
    this._resources.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get resourcesInput() {
    return this._resources.internalValue;
  }

  // resources_used - computed: true, optional: false, required: false
  private _resourcesUsed = new JobResourcesUsedOutputReference(this, "resources_used");
  /** Resources that the job has used. The service does not report GPUs here. Null for a job that reports none; take parts of it with `try`, as of `resources`. */
  public get resourcesUsed() {
    return this._resourcesUsed;
  }

  // variables - computed: true, optional: true, required: false
  private _variables?: { [key: string]: string }; 
  /** Environment variables of the job. Sensitive, because they often contain passwords and tokens; the state contains them. */
  public get variables() {
    return this.getStringMapAttribute('variables');
  }
  public set variables(value: { [key: string]: string }) {
    this._variables = value;
  }
  public resetVariables() {
    this._variables = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get variablesInput() {
    return this._variables;
  }

  // extra_info - computed: true, optional: false, required: false
  /** Additional information from the scheduler, as JSON. Its keys are not documented. */
  public get extraInfo() {
    return this.getStringAttribute('extra_info');
  }

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

  // queue - computed: true, optional: true, required: false
  private _queue?: string; 
  /** Queue (Slurm: partition) of the job. Default: the cluster's. */
  public get queue() {
    return this.getStringAttribute('queue');
  }
  public set queue(value: string) {
    this._queue = value;
  }
  public resetQueue() {
    this._queue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get queueInput() {
    return this._queue;
  }

  // run_as_user_password - computed: false, optional: true, required: false
  private _runAsUserPassword?: string; 
  /**
  * @deprecated Write-only: the provider never returns this value; reading it always yields null by protocol contract. The getter remains for compatibility and will be removed in a future prebuilt-provider major.
  */
  public get runAsUserPassword() {
    return this.getStringAttribute('run_as_user_password');
  }
  public set runAsUserPassword(value: string) {
    this._runAsUserPassword = value;
  }
  public resetRunAsUserPassword() {
    this._runAsUserPassword = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get runAsUserPasswordInput() {
    return this._runAsUserPassword;
  }

  // wall_time - computed: false, optional: true, required: false
  private _wallTime?: string; 
  public get wallTime() {
    return this.getStringAttribute('wall_time');
  }
  public set wallTime(value: string) {
    this._wallTime = value;
  }
  public resetWallTime() {
    this._wallTime = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get wallTimeInput() {
    return this._wallTime;
  }

  // post_command_line - computed: false, optional: true, required: false
  private _postCommandLine?: string; 
  public get postCommandLine() {
    return this.getStringAttribute('post_command_line');
  }
  public set postCommandLine(value: string) {
    this._postCommandLine = value;
  }
  public resetPostCommandLine() {
    this._postCommandLine = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get postCommandLineInput() {
    return this._postCommandLine;
  }

  // token - computed: false, optional: true, required: false
  private _token?: string; 
  public get token() {
    return this.getStringAttribute('token');
  }
  public set token(value: string) {
    this._token = value;
  }
  public resetToken() {
    this._token = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get tokenInput() {
    return this._token;
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

  // on_destroy - computed: false, optional: true, required: false
  private _onDestroy?: string; 
  public get onDestroy() {
    return this.getStringAttribute('on_destroy');
  }
  public set onDestroy(value: string) {
    this._onDestroy = value;
  }
  public resetOnDestroy() {
    this._onDestroy = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get onDestroyInput() {
    return this._onDestroy;
  }

  // stop_timeout - computed: false, optional: true, required: false
  private _stopTimeout?: string; 
  public get stopTimeout() {
    return this.getStringAttribute('stop_timeout');
  }
  public set stopTimeout(value: string) {
    this._stopTimeout = value;
  }
  public resetStopTimeout() {
    this._stopTimeout = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get stopTimeoutInput() {
    return this._stopTimeout;
  }

  // job_id - computed: true, optional: false, required: false
  /** ID of the job in the form that the scheduler uses, such as `10` or `1.manager`. */
  public get jobId() {
    return this.getStringAttribute('job_id');
  }

  // marker - computed: true, optional: false, required: false
  /** Value of the environment variable `EHPC_SUBMISSION_TOKEN` of the job, by which its submission is recognized. */
  public get marker() {
    return this.getStringAttribute('marker');
  }

  // =========
  // SYNTHESIS
  // =========

  protected override synthesizeAttributes(): { [name: string]: any } {
    return {
      job_name: cdktn.stringToTerraform(this._jobName),
      run_as_user: cdktn.stringToTerraform(this._runAsUser),
      priority: cdktn.numberToTerraform(this._priority),
      command_line: cdktn.stringToTerraform(this._commandLine),
      output_log: cdktn.stringToTerraform(this._outputLog),
      error_log: cdktn.stringToTerraform(this._errorLog),
      array_request: cdktn.stringToTerraform(this._arrayRequest),
      resources: jobResourcesToTerraform(this._resources.internalValue),
      variables: cdktn.hashMapper(cdktn.stringToTerraform)(this._variables),
      cluster_id: cdktn.stringToTerraform(this._clusterId),
      queue: cdktn.stringToTerraform(this._queue),
      run_as_user_password: this.markWriteOnlyAttribute(cdktn.stringToTerraform(this._runAsUserPassword)),
      wall_time: cdktn.stringToTerraform(this._wallTime),
      post_command_line: cdktn.stringToTerraform(this._postCommandLine),
      token: cdktn.stringToTerraform(this._token),
      triggers: cdktn.hashMapper(cdktn.stringToTerraform)(this._triggers),
      on_destroy: cdktn.stringToTerraform(this._onDestroy),
      stop_timeout: cdktn.stringToTerraform(this._stopTimeout),
    };
  }

  protected override synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      job_name: {
        value: cdktn.stringToHclTerraform(this._jobName),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      run_as_user: {
        value: cdktn.stringToHclTerraform(this._runAsUser),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      priority: {
        value: cdktn.numberToHclTerraform(this._priority),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      command_line: {
        value: cdktn.stringToHclTerraform(this._commandLine),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      output_log: {
        value: cdktn.stringToHclTerraform(this._outputLog),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      error_log: {
        value: cdktn.stringToHclTerraform(this._errorLog),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      array_request: {
        value: cdktn.stringToHclTerraform(this._arrayRequest),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      resources: {
        value: jobResourcesToTerraform(this._resources.internalValue),
        isBlock: false,
        type: "any",
        storageClassType: "JobResources",
      },
      variables: {
        value: cdktn.hashMapperHcl(cdktn.stringToHclTerraform)(this._variables),
        isBlock: false,
        type: "map",
        storageClassType: "stringMap",
      },
      cluster_id: {
        value: cdktn.stringToHclTerraform(this._clusterId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      queue: {
        value: cdktn.stringToHclTerraform(this._queue),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      run_as_user_password: {
        value: this.markWriteOnlyAttribute(cdktn.stringToHclTerraform(this._runAsUserPassword)),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      wall_time: {
        value: cdktn.stringToHclTerraform(this._wallTime),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      post_command_line: {
        value: cdktn.stringToHclTerraform(this._postCommandLine),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      token: {
        value: cdktn.stringToHclTerraform(this._token),
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
      on_destroy: {
        value: cdktn.stringToHclTerraform(this._onDestroy),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      stop_timeout: {
        value: cdktn.stringToHclTerraform(this._stopTimeout),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
