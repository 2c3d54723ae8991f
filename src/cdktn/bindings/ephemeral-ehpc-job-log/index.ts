// docs/ephemeral-resources/job_log.md
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktn from 'cdktn';
import { requireOwnKit } from '../../own-kit';

// Configuration

export interface EphemeralEhpcJobLogConfig extends cdktn.TerraformEphemeralMetaArguments {
  /**
  * ID of the cluster that runs the job, such as `ehpc-hz-FYUr32abcd`.
  *
  * See `cluster_id` in docs/ephemeral-resources/job_log.md.
  */
  readonly clusterId: string;
  /**
  * ID of the job in the form that the scheduler uses: `10` or `10_3` (Slurm), `1.manager` or `1[3].manager` (PBS). The ID of an array, `36` or `1[].manager`, means all its tasks: `phase` is `running` or `pending` until all tasks end, and then `failed` if a task failed. ListJobs provides the tasks; if some are not listed, or their number is not known, the read fails and the error says how to read a single task. Text that is not a job ID, such as `123;cluster` or `36_[1-3]`, is refused.
  *
  * See `job_id` in docs/ephemeral-resources/job_log.md.
  */
  readonly jobId: string;
  /**
  * Log to read: `stdout`, `stderr` or `all`. Default: `all`.
  *
  * See `log_type` in docs/ephemeral-resources/job_log.md.
  */
  readonly logType?: "stdout" | "stderr" | "all";
  /**
  * Number of bytes to read from the end of each log. Conflicts with `offset` and `size`.
  *
  * See `tail_bytes` in docs/ephemeral-resources/job_log.md.
  */
  readonly tailBytes?: number;
  /**
  * Position of the first byte to read. Default: `0`.
  *
  * See `offset` in docs/ephemeral-resources/job_log.md.
  */
  readonly offset?: number;
  /**
  * Number of bytes to read from `offset`. Default: the rest of the log.
  *
  * See `size` in docs/ephemeral-resources/job_log.md.
  */
  readonly size?: number;
  /**
  * Maximum number of bytes to read from each log, up to 8388608. If the requested part is longer, it is truncated with a warning: a tail keeps its end, any other part its beginning. Default: `1048576` (1 MiB).
  *
  * See `max_bytes` in docs/ephemeral-resources/job_log.md.
  */
  readonly maxBytes?: number;
}

/**
* Represents a ehpc_job_log (docs/ephemeral-resources/job_log.md)
*/
export class EphemeralEhpcJobLog extends cdktn.TerraformEphemeralResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "ehpc_job_log";

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new ehpc_job_log (docs/ephemeral-resources/job_log.md) Ephemeral Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options EphemeralEhpcJobLogConfig
  */
  public constructor(scope: Construct, id: string, config: EphemeralEhpcJobLogConfig) {
    requireOwnKit(new.target, scope, id);
    super(scope, id, {
      terraformResourceType: 'ehpc_job_log',
      terraformGeneratorMetadata: {
        providerName: 'ehpc',
        providerVersion: '0.1.0',
        providerVersionConstraint: '0.1.0'
      },
      provider: config.provider,
      dependsOn: config.dependsOn,
      count: config.count,
      lifecycle: config.lifecycle,
      forEach: config.forEach
    });
    this._clusterId = config.clusterId;
    this._jobId = config.jobId;
    this._logType = config.logType;
    this._tailBytes = config.tailBytes;
    this._offset = config.offset;
    this._size = config.size;
    this._maxBytes = config.maxBytes;
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

  // log_type - computed: false, optional: true, required: false
  private _logType?: string; 
  public get logType() {
    return this.getStringAttribute('log_type');
  }
  public set logType(value: string) {
    this._logType = value;
  }
  public resetLogType() {
    this._logType = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get logTypeInput() {
    return this._logType;
  }

  // tail_bytes - computed: false, optional: true, required: false
  private _tailBytes?: number; 
  public get tailBytes() {
    return this.getNumberAttribute('tail_bytes');
  }
  public set tailBytes(value: number) {
    this._tailBytes = value;
  }
  public resetTailBytes() {
    this._tailBytes = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get tailBytesInput() {
    return this._tailBytes;
  }

  // offset - computed: false, optional: true, required: false
  private _offset?: number; 
  public get offset() {
    return this.getNumberAttribute('offset');
  }
  public set offset(value: number) {
    this._offset = value;
  }
  public resetOffset() {
    this._offset = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get offsetInput() {
    return this._offset;
  }

  // size - computed: false, optional: true, required: false
  private _size?: number; 
  public get size() {
    return this.getNumberAttribute('size');
  }
  public set size(value: number) {
    this._size = value;
  }
  public resetSize() {
    this._size = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get sizeInput() {
    return this._size;
  }

  // max_bytes - computed: false, optional: true, required: false
  private _maxBytes?: number; 
  public get maxBytes() {
    return this.getNumberAttribute('max_bytes');
  }
  public set maxBytes(value: number) {
    this._maxBytes = value;
  }
  public resetMaxBytes() {
    this._maxBytes = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get maxBytesInput() {
    return this._maxBytes;
  }

  // stdout - computed: true, optional: false, required: false
  /** Text of the standard output. Null if not requested. Decoded as UTF-8: a character that is incomplete at the start or end is omitted, and invalid bytes become U+FFFD. Control characters and escape sequences are kept. */
  public get stdout() {
    return this.getStringAttribute('stdout');
  }

  // stderr - computed: true, optional: false, required: false
  /** Text of the standard error. Null if not requested. Decoded as UTF-8: a character that is incomplete at the start or end is omitted, and invalid bytes become U+FFFD. Control characters and escape sequences are kept. */
  public get stderr() {
    return this.getStringAttribute('stderr');
  }

  // stdout_size - computed: true, optional: false, required: false
  /** Length of the whole standard output in bytes at the time of the read. Null if not requested. */
  public get stdoutSize() {
    return this.getNumberAttribute('stdout_size');
  }

  // stderr_size - computed: true, optional: false, required: false
  /** Length of the whole standard error in bytes at the time of the read. Null if not requested. */
  public get stderrSize() {
    return this.getNumberAttribute('stderr_size');
  }

  // truncated - computed: true, optional: false, required: false
  /** Whether `stdout` or `stderr` is only a part of the log, because of `tail_bytes`, `offset`, `size` or `max_bytes`, or because the service returned less. */
  public get truncated() {
    return this.getBooleanAttribute('truncated');
  }

  // =========
  // SYNTHESIS
  // =========

  protected override synthesizeAttributes(): { [name: string]: any } {
    return {
      cluster_id: cdktn.stringToTerraform(this._clusterId),
      job_id: cdktn.stringToTerraform(this._jobId),
      log_type: cdktn.stringToTerraform(this._logType),
      tail_bytes: cdktn.numberToTerraform(this._tailBytes),
      offset: cdktn.numberToTerraform(this._offset),
      size: cdktn.numberToTerraform(this._size),
      max_bytes: cdktn.numberToTerraform(this._maxBytes),
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
      log_type: {
        value: cdktn.stringToHclTerraform(this._logType),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      tail_bytes: {
        value: cdktn.numberToHclTerraform(this._tailBytes),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      offset: {
        value: cdktn.numberToHclTerraform(this._offset),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      size: {
        value: cdktn.numberToHclTerraform(this._size),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      max_bytes: {
        value: cdktn.numberToHclTerraform(this._maxBytes),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
