// docs/data-sources/jobs.md
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktn from 'cdktn';
import { requireOwnKit } from '../../own-kit';

// Configuration

export interface DataEhpcJobsConfig extends cdktn.TerraformMetaArguments {
  /**
  * ID of the cluster, such as `ehpc-hz-FYUr32abcd`.
  *
  * See `cluster_id` in docs/data-sources/jobs.md.
  */
  readonly clusterId: string;
  /**
  * Jobs to list: `all`, `finished` (ended) or `unfinished`. Default: `all`.
  *
  * See `status` in docs/data-sources/jobs.md.
  */
  readonly status?: "all" | "finished" | "unfinished";
  /**
  * Lists only jobs with a similar name. This is the service's own fuzzy match; it reduces the number of jobs to read.
  *
  * See `job_name` in docs/data-sources/jobs.md.
  */
  readonly jobName?: string;
  /**
  * Lists only jobs whose name matches this regular expression, in JavaScript syntax with the flag `u`. It may match anywhere in the name; use `^` and `$` to match the whole name. The provider applies it after all other filters, to each name as the service writes it: every blank counts, also where results show only one; a line break at the end does not. Of a name longer than 1000 characters, it sees only these, and `$` does not match after them. An expression that takes too long, such as `(a+)+$`, is an error.
  *
  * See `name_regex` in docs/data-sources/jobs.md.
  */
  readonly nameRegex?: string;
  /**
  * Lists only jobs of one of these users on the cluster. The service also matches parts of names. An empty list does not filter.
  *
  * See `users` in docs/data-sources/jobs.md.
  */
  readonly users?: string[];
  /**
  * Lists only jobs of one of these queues (Slurm: partitions). The service also matches parts of names. An empty list does not filter.
  *
  * See `queues` in docs/data-sources/jobs.md.
  */
  readonly queues?: string[];
  /**
  * Lists only jobs on one of these compute nodes. The service also matches parts of names. An empty list does not filter.
  *
  * See `nodes` in docs/data-sources/jobs.md.
  */
  readonly nodes?: string[];
  /**
  * Lists only jobs submitted at this time or later, such as `2024-08-20T02:54:46Z` (RFC 3339). The service filters by whole seconds.
  *
  * See `created_after` in docs/data-sources/jobs.md.
  */
  readonly createdAfter?: string;
  /**
  * Lists only jobs submitted at this time or earlier, in the form of `created_after`.
  *
  * See `created_before` in docs/data-sources/jobs.md.
  */
  readonly createdBefore?: string;
  /**
  * Order of the list. For `submit`, the provider sorts all matching jobs itself. If two jobs have the same second, the one with the higher number in its ID (for a task, in the ID of its array) counts as later. Jobs without a time come last in both directions, and jobs that cannot be distinguished keep the order of the service. For the other values, the service sorts. Default: the order of the service, which is not documented.
  *
  * See `sort` in docs/data-sources/jobs.md.
  */
  readonly sort?: DataEhpcJobsSort;
  /**
  * Lists only these jobs. The ID of an array means all its tasks. A job that the service does not list is in `unlisted_ids`. Not with `array_job_id` or `limit`.
  *
  * See `job_ids` in docs/data-sources/jobs.md.
  */
  readonly jobIds?: string[];
  /**
  * Lists only the tasks of this array, such as `36` or `1[].manager`. Not with `job_ids` or `limit`.
  *
  * See `array_job_id` in docs/data-sources/jobs.md.
  */
  readonly arrayJobId?: string;
  /**
  * Maximum number of jobs, from the start of the list. The provider reads only the pages that it needs; with `sort` by `submit` it needs all. Default: all jobs.
  *
  * See `limit` in docs/data-sources/jobs.md.
  */
  readonly limit?: number;
  /**
  * Further states that count as succeeded. Case does not matter. They take precedence over the built-in classification.
  *
  * See `success_states` in docs/data-sources/jobs.md.
  */
  readonly successStates?: string[];
  /**
  * Further states that count as failed. Case does not matter. They take precedence over the built-in classification.
  *
  * See `failure_states` in docs/data-sources/jobs.md.
  */
  readonly failureStates?: string[];
}
export interface DataEhpcJobsSort {
  /**
  * What to sort by: time of submission (`submit`), time of execution (`execute`), or order in the queue (`pend`).
  *
  * See `by` in docs/data-sources/jobs.md.
  */
  readonly by: "submit" | "execute" | "pend";
  /**
  * Direction: `asc` or `desc`. Default: `desc`.
  *
  * See `order` in docs/data-sources/jobs.md.
  */
  readonly order?: "asc" | "desc";
}

export function dataEhpcJobsSortToTerraform(struct?: DataEhpcJobsSort | cdktn.IResolvable): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
    by: cdktn.stringToTerraform(struct!.by),
    order: cdktn.stringToTerraform(struct!.order),
  }
}


export function dataEhpcJobsSortToHclTerraform(struct?: DataEhpcJobsSort | cdktn.IResolvable): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
    by: {
      value: cdktn.stringToHclTerraform(struct!.by),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    order: {
      value: cdktn.stringToHclTerraform(struct!.order),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class DataEhpcJobsSortOutputReference extends cdktn.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktn.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataEhpcJobsSort | cdktn.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._by !== undefined) {
      hasAnyValues = true;
      internalValueResult.by = this._by;
    }
    if (this._order !== undefined) {
      hasAnyValues = true;
      internalValueResult.order = this._order;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataEhpcJobsSort | cdktn.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._by = undefined;
      this._order = undefined;
    }
    else if (cdktn.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._by = value.by;
      this._order = value.order;
    }
  }

  // by - computed: false, optional: false, required: true
  private _by?: string; 
  public get by() {
    return this.getStringAttribute('by');
  }
  public set by(value: string) {
    this._by = value;
  }
  // Temporarily expose input value. Use with caution.
  public get byInput() {
    return this._by;
  }

  // order - computed: false, optional: true, required: false
  private _order?: string; 
  public get order() {
    return this.getStringAttribute('order');
  }
  public set order(value: string) {
    this._order = value;
  }
  public resetOrder() {
    this._order = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get orderInput() {
    return this._order;
  }
}
export interface DataEhpcJobsCounts {
}

export function dataEhpcJobsCountsToTerraform(struct?: DataEhpcJobsCounts): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
  }
}


export function dataEhpcJobsCountsToHclTerraform(struct?: DataEhpcJobsCounts): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
  };
  return attrs;
}

export class DataEhpcJobsCountsOutputReference extends cdktn.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataEhpcJobsCounts | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataEhpcJobsCounts | undefined) {
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
  /** Number of jobs that have failed, with those that the scheduler may still requeue. */
  public get failed() {
    return this.getNumberAttribute('failed');
  }

  // unknown - computed: true, optional: false, required: false
  /** Number of jobs in an unknown state, and of those in `unlisted_ids`. */
  public get unknown() {
    return this.getNumberAttribute('unknown');
  }

  // may_restart - computed: true, optional: false, required: false
  /** Number of failed jobs that the scheduler may still requeue. */
  public get mayRestart() {
    return this.getNumberAttribute('may_restart');
  }
}
export interface DataEhpcJobsJobsResources {
}

export function dataEhpcJobsJobsResourcesToTerraform(struct?: DataEhpcJobsJobsResources): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
  }
}


export function dataEhpcJobsJobsResourcesToHclTerraform(struct?: DataEhpcJobsJobsResources): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
  };
  return attrs;
}

export class DataEhpcJobsJobsResourcesOutputReference extends cdktn.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataEhpcJobsJobsResources | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataEhpcJobsJobsResources | undefined) {
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
export interface DataEhpcJobsJobsResourcesUsed {
}

export function dataEhpcJobsJobsResourcesUsedToTerraform(struct?: DataEhpcJobsJobsResourcesUsed): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
  }
}


export function dataEhpcJobsJobsResourcesUsedToHclTerraform(struct?: DataEhpcJobsJobsResourcesUsed): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
  };
  return attrs;
}

export class DataEhpcJobsJobsResourcesUsedOutputReference extends cdktn.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataEhpcJobsJobsResourcesUsed | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataEhpcJobsJobsResourcesUsed | undefined) {
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

  // gpus - computed: true, optional: false, required: false
  /** Number of GPUs on each node. */
  public get gpus() {
    return this.getNumberAttribute('gpus');
  }
}
export interface DataEhpcJobsJobs {
}

export function dataEhpcJobsJobsToTerraform(struct?: DataEhpcJobsJobs): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
  }
}


export function dataEhpcJobsJobsToHclTerraform(struct?: DataEhpcJobsJobs): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
  };
  return attrs;
}

export class DataEhpcJobsJobsOutputReference extends cdktn.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectIndex the index of this item in the list
  * @param complexObjectIsFromSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string, complexObjectIndex: number, complexObjectIsFromSet: boolean) {
    super(terraformResource, terraformAttribute, complexObjectIsFromSet, complexObjectIndex);
  }

  public get internalValue(): DataEhpcJobsJobs | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataEhpcJobsJobs | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // id - computed: true, optional: false, required: false
  /** `<cluster_id>:<job_id>`. */
  public get id() {
    return this.getStringAttribute('id');
  }

  // job_id - computed: true, optional: false, required: false
  /** ID of the job, for use as `job_id` of `ehpc_job`. */
  public get jobId() {
    return this.getStringAttribute('job_id');
  }

  // whole_job_id - computed: true, optional: false, required: false
  /** ID of the whole job, for use as `job_id` of `ehpc_job`: the ID of the array for a task, such as `36` for `36_3`, and `job_id` for any other job. */
  public get wholeJobId() {
    return this.getStringAttribute('whole_job_id');
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
  /** Time of submission, such as `2024-08-20T02:54:46Z` (RFC 3339, UTC). Unlike GetJob, ListJobs returns Unix seconds, so the time zone is known. */
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

  // resources - computed: true, optional: false, required: false
  private _resources = new DataEhpcJobsJobsResourcesOutputReference(this, "resources");
  /** Resources that the job requests. Null for a job that reports none: a part of it, such as `<job>.resources.cores`, is then an error, and `try(<job>.resources.cores, null)` is null. */
  public get resources() {
    return this._resources;
  }

  // resources_used - computed: true, optional: false, required: false
  private _resourcesUsed = new DataEhpcJobsJobsResourcesUsedOutputReference(this, "resources_used");
  /** Resources that the job has used. Null for a job that reports none; take parts of it with `try`. */
  public get resourcesUsed() {
    return this._resourcesUsed;
  }

  // comment - computed: true, optional: false, required: false
  /** Comment from the user who submitted the job. `ehpc_job` does not have it. */
  public get comment() {
    return this.getStringAttribute('comment');
  }
}

export class DataEhpcJobsJobsList extends cdktn.ComplexList {

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param wrapsSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string, wrapsSet: boolean) {
    super(terraformResource, terraformAttribute, wrapsSet);
  }

  /**
  * @param index the index of the item to return
  */
  public get(index: number): DataEhpcJobsJobsOutputReference {
    return new DataEhpcJobsJobsOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}

/**
* Represents a ehpc_jobs (docs/data-sources/jobs.md)
*/
export class DataEhpcJobs extends cdktn.TerraformDataSource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "ehpc_jobs";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTN code for importing a DataEhpcJobs resource upon running "cdktn plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the DataEhpcJobs to import
  * @param importFromId The id of the existing DataEhpcJobs that should be imported. Refer to the import section (docs/data-sources/jobs.md) in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the DataEhpcJobs to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktn.TerraformProvider) {
        return new cdktn.ImportableResource(scope, importToId, { terraformResourceType: "ehpc_jobs", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new ehpc_jobs (docs/data-sources/jobs.md) Data Source
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options DataEhpcJobsConfig
  */
  public constructor(scope: Construct, id: string, config: DataEhpcJobsConfig) {
    requireOwnKit(new.target, scope, id);
    super(scope, id, {
      terraformResourceType: 'ehpc_jobs',
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
    this._status = config.status;
    this._jobName = config.jobName;
    this._nameRegex = config.nameRegex;
    this._users = config.users;
    this._queues = config.queues;
    this._nodes = config.nodes;
    this._createdAfter = config.createdAfter;
    this._createdBefore = config.createdBefore;
    this._sort.internalValue = config.sort;
    this._jobIds = config.jobIds;
    this._arrayJobId = config.arrayJobId;
    this._limit = config.limit;
    this._successStates = config.successStates;
    this._failureStates = config.failureStates;
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

  // status - computed: false, optional: true, required: false
  private _status?: string; 
  public get status() {
    return this.getStringAttribute('status');
  }
  public set status(value: string) {
    this._status = value;
  }
  public resetStatus() {
    this._status = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get statusInput() {
    return this._status;
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

  // users - computed: false, optional: true, required: false
  private _users?: string[]; 
  public get users() {
    return this.getListAttribute('users');
  }
  public set users(value: string[]) {
    this._users = value;
  }
  public resetUsers() {
    this._users = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get usersInput() {
    return this._users;
  }

  // queues - computed: false, optional: true, required: false
  private _queues?: string[]; 
  public get queues() {
    return this.getListAttribute('queues');
  }
  public set queues(value: string[]) {
    this._queues = value;
  }
  public resetQueues() {
    this._queues = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get queuesInput() {
    return this._queues;
  }

  // nodes - computed: false, optional: true, required: false
  private _nodes?: string[]; 
  public get nodes() {
    return this.getListAttribute('nodes');
  }
  public set nodes(value: string[]) {
    this._nodes = value;
  }
  public resetNodes() {
    this._nodes = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get nodesInput() {
    return this._nodes;
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

  // created_before - computed: false, optional: true, required: false
  private _createdBefore?: string; 
  public get createdBefore() {
    return this.getStringAttribute('created_before');
  }
  public set createdBefore(value: string) {
    this._createdBefore = value;
  }
  public resetCreatedBefore() {
    this._createdBefore = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get createdBeforeInput() {
    return this._createdBefore;
  }

  // sort - computed: false, optional: true, required: false
  private _sort = new DataEhpcJobsSortOutputReference(this, "sort");
  public get sort() {
    return this._sort;
  }
  public putSort(value: DataEhpcJobsSort) {
    this._sort.internalValue = value;
  }
  public resetSort() {
    this._sort.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get sortInput() {
    return this._sort.internalValue;
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

  // limit - computed: false, optional: true, required: false
  private _limit?: number; 
  public get limit() {
    return this.getNumberAttribute('limit');
  }
  public set limit(value: number) {
    this._limit = value;
  }
  public resetLimit() {
    this._limit = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get limitInput() {
    return this._limit;
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

  // id - computed: true, optional: false, required: false
  /** `<cluster_id>:` and a digest of the other arguments. */
  public get id() {
    return this.getStringAttribute('id');
  }

  // request_id - computed: true, optional: false, required: false
  /** ID that the service gave the first request, for support tickets. Changes on every read. */
  public get requestId() {
    return this.getStringAttribute('request_id');
  }

  // total_count - computed: true, optional: false, required: false
  /** Number of jobs that the service counts for these arguments, before `name_regex` and `limit` apply. */
  public get totalCount() {
    return this.getNumberAttribute('total_count');
  }

  // limit_certain - computed: true, optional: false, required: false
  /** Whether the jobs are certainly the first ones, with `limit` and `sort` by `submit`. False if the list may be incomplete, if an omitted job has no time of submission, or if an omitted job has the same time as a listed one and their IDs do not show which came later. Null without `limit` or with another order. */
  public get limitCertain() {
    return this.getBooleanAttribute('limit_certain');
  }

  // complete - computed: true, optional: false, required: false
  /** Whether the list certainly has every job that matches, up to `limit`: nothing was lost during the read, the number of tasks of each array is known, and no job is listed twice in different states. Check it before you take a list as proof that all jobs have ended. */
  public get complete() {
    return this.getBooleanAttribute('complete');
  }

  // gaps - computed: true, optional: false, required: false
  /** Reasons why `complete` is false, in sentences. Empty if it is true. */
  public get gaps() {
    return this.getListAttribute('gaps');
  }

  // counts - computed: true, optional: false, required: false
  private _counts = new DataEhpcJobsCountsOutputReference(this, "counts");
  /** How many jobs are in which phase. Each task of an array counts, also before it begins. */
  public get counts() {
    return this._counts;
  }

  // ids - computed: true, optional: false, required: false
  /** IDs of the jobs, for use as `job_id` of `ehpc_job`, in the order of `jobs`. */
  public get ids() {
    return this.getListAttribute('ids');
  }

  // whole_job_ids - computed: true, optional: false, required: false
  /** `whole_job_id` of each job, in the order of `jobs`. Unlike `jobs`, this list is easy to mock in tests. */
  public get wholeJobIds() {
    return this.getListAttribute('whole_job_ids');
  }

  // task_ids - computed: true, optional: false, required: false
  /** IDs of the jobs that `counts` counts, for use as `job_ids` of `ehpc_jobs_completion`: in place of an array each of its tasks, also before it begins. */
  public get taskIds() {
    return this.getListAttribute('task_ids');
  }

  // unlisted_ids - computed: true, optional: false, required: false
  /** IDs of `task_ids` that the list has no entry for: tasks that have not begun, and IDs in `job_ids` that the service does not list. They count as `unknown`. */
  public get unlistedIds() {
    return this.getListAttribute('unlisted_ids');
  }

  // names - computed: true, optional: false, required: false
  /** Names of the jobs, in the order of `jobs`. Empty for a job without a name. */
  public get names() {
    return this.getListAttribute('names');
  }

  // jobs - computed: true, optional: false, required: false
  private _jobs = new DataEhpcJobsJobsList(this, "jobs", false);
  /** The jobs, in the requested order. They have the attributes of `ehpc_job` that the service returns in a list. */
  public get jobs() {
    return this._jobs;
  }

  // variables - computed: true, optional: false, required: false
  private _variables = new cdktn.StringMapList(this, "variables", false);
  /** Environment variables of the jobs, in the order of `jobs`. Empty for a job without variables. Sensitive, because they often contain passwords and tokens. */
  public get variables() {
    return this._variables;
  }

  // =========
  // SYNTHESIS
  // =========

  protected override synthesizeAttributes(): { [name: string]: any } {
    return {
      cluster_id: cdktn.stringToTerraform(this._clusterId),
      status: cdktn.stringToTerraform(this._status),
      job_name: cdktn.stringToTerraform(this._jobName),
      name_regex: cdktn.stringToTerraform(this._nameRegex),
      users: cdktn.listMapper(cdktn.stringToTerraform, false)(this._users),
      queues: cdktn.listMapper(cdktn.stringToTerraform, false)(this._queues),
      nodes: cdktn.listMapper(cdktn.stringToTerraform, false)(this._nodes),
      created_after: cdktn.stringToTerraform(this._createdAfter),
      created_before: cdktn.stringToTerraform(this._createdBefore),
      sort: dataEhpcJobsSortToTerraform(this._sort.internalValue),
      job_ids: cdktn.listMapper(cdktn.stringToTerraform, false)(this._jobIds),
      array_job_id: cdktn.stringToTerraform(this._arrayJobId),
      limit: cdktn.numberToTerraform(this._limit),
      success_states: cdktn.listMapper(cdktn.stringToTerraform, false)(this._successStates),
      failure_states: cdktn.listMapper(cdktn.stringToTerraform, false)(this._failureStates),
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
      status: {
        value: cdktn.stringToHclTerraform(this._status),
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
      users: {
        value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._users),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      queues: {
        value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._queues),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      nodes: {
        value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._nodes),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      created_after: {
        value: cdktn.stringToHclTerraform(this._createdAfter),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      created_before: {
        value: cdktn.stringToHclTerraform(this._createdBefore),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      sort: {
        value: dataEhpcJobsSortToTerraform(this._sort.internalValue),
        isBlock: false,
        type: "any",
        storageClassType: "DataEhpcJobsSort",
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
      limit: {
        value: cdktn.numberToHclTerraform(this._limit),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
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
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
