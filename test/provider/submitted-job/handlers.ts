import { EhpcError, type EhpcErrorKind } from "../../../src/base/errors";
import type { Job } from "../../../src/ehpc/job/job";
import type { JobRequest } from "../../../src/ehpc/submit/job-request";
import { DiagnosticError } from "../../../src/plugin/author/diagnostic";
import { ApplyError } from "../../../src/plugin/author/resource";
import type { EhpcApi, EhpcSession } from "../../../src/provider/configure/ehpc-session";
import type { Arguments, State } from "../../../src/provider/submitted-job/job-of-state";
import { submittedJob } from "../../../src/provider/submitted-job/submitted-job";

export const CLUSTER = "ehpc-hz-FYUr32abcd";

const quiet = () => {};
const logger = { trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet };

/** All attributes, null. */
const NOTHING = Object.fromEntries(
  Object.keys(submittedJob.attributes).map((name) => [name, null]),
) as unknown as State;

export const PLANNED = {
  ...NOTHING,
  cluster_id: CLUSTER,
  job_name: "train",
  command_line: "/home/train.sh",
} as Arguments;

/** A job of GetJob. */
export function job(more: Partial<Job> = {}): Job {
  return {
    jobId: "10",
    jobName: "train",
    state: "Running",
    runAsUser: "trainer",
    jobQueue: "workq",
    priority: 0,
    commandLine: "/home/train.sh",
    createTime: "2024-08-16T10:52:48",
    startTime: null,
    lastModifyTime: null,
    outputLog: "/home/train.o10",
    errorLog: null,
    nodeList: null,
    arrayRequest: null,
    arrayJobId: null,
    arrayJobSubId: null,
    resources: { nodes: 1, cores: 2, memory: "1gb", gpus: null },
    resourcesUsed: null,
    variables: null,
    extraInfo: null,
    ...more,
  };
}

export const failure = (kind: EhpcErrorKind, transient = false) =>
  new EhpcError(kind, `It is ${kind}.`, { transient });

/** The handlers over a service of which a test says what it does; the calls are recorded. */
export function over(service: Partial<EhpcApi>) {
  const calls: string[] = [];
  const requests: JobRequest[] = [];
  const warnings: string[] = [];
  const work = new AbortController();
  const unexpected = (): never => {
    throw new Error("an unexpected call");
  };
  const client = {
    place: "http://127.0.0.1",
    submit: async (...[request, options, signal]: Parameters<EhpcApi["submit"]>) => {
      calls.push(options.sought ? `find or submit ${options.marker}` : "submit");
      requests.push(request);
      return (service.submit ?? unexpected)(request, options, signal);
    },
    getJob: async (...[request, signal]: Parameters<EhpcApi["getJob"]>) => {
      calls.push(`read ${request.jobId}`);
      return (service.getJob ?? unexpected)(request, signal);
    },
    findSubmitted: async (...[submission, signal]: Parameters<EhpcApi["findSubmitted"]>) => {
      calls.push(`find ${submission.marker}`);
      return (service.findSubmitted ?? unexpected)(submission, signal);
    },
    stop: async (...[request, timeoutMs, signal]: Parameters<EhpcApi["stop"]>) => {
      calls.push(`stop ${request.jobId} in ${timeoutMs} ms`);
      await service.stop?.(request, timeoutMs, signal);
    },
  } as unknown as EhpcSession;
  const context = {
    client,
    signal: work.signal,
    logger,
    warn: ({ summary }: { summary: string }) => warnings.push(summary),
  };
  return {
    calls,
    requests,
    warnings,
    interrupt: () => work.abort(),
    create: async (more: Partial<Arguments> = {}, password: string | null = null) => {
      const planned = { ...PLANNED, ...more };
      const writeOnly = { run_as_user_password: password };
      const results = await submittedJob.create({ planned, writeOnly, ...context });
      return { ...planned, ...results } as State;
    },
    planCreate: (more: Partial<Arguments> = {}) =>
      submittedJob.checkCreate?.({ config: { ...PLANNED, ...more, run_as_user_password: null }, ...context }),
    read: (state: State) => submittedJob.read({ state, ...context }),
    destroy: (state: State) => submittedJob.delete({ state, ...context }),
  };
}

/** What a handler that fails says, and what it keeps. */
export async function failed(work: Promise<unknown>) {
  const error = await work.catch((reason: unknown) => reason);
  if (error instanceof ApplyError) {
    return { ...error.diagnostics[0], kept: error.results };
  }
  if (error instanceof DiagnosticError) {
    return { ...error.diagnostics[0], kept: null };
  }
  throw error instanceof Error ? error : new Error("it did not fail");
}
