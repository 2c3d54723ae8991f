// The API that all peers of the bench ask: a process of its own, which answers any request about a job with the bytes
// that the emulator answers GetJob with, and checks nothing. Its parent tells it how to answer and asks what came in.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { quickStart } from "../../src/emulator/scenario/quick-start";

/** How requests are answered from now on; resets the counts. */
export interface Behaviour {
  /** How late an answer is, in milliseconds; `null` gives none at all. */
  readonly latencyMs: number | null;
  /** State of every job. */
  readonly state: "Running" | "Completed";
}

/** What came in since the last {@link Behaviour}. */
export interface Counts {
  readonly requests: number;
  /** How many different jobs were asked for. */
  readonly jobs: number;
  /** Processor time of this process, in milliseconds. */
  readonly cpuMs: number;
}

/** From the parent: a behaviour, or the wish for the counts. Each is answered by the {@link Counts} until then. */
export type Order = Behaviour | "count";

/** From this process. */
export type Message = { readonly port: number } | Counts;

const JOB_ID = "JOB_ID";
const [before, after] = bodyOf("Completed");
let parts = { before, after };
let latencyMs: number | null = 0;
let requests = 0;
const jobs = new Set<string>();
let cpu = process.cpuUsage();

const server = createServer((request, response) => {
  requests += 1;
  const jobId = /[?&]JobId=([^&]*)/.exec(request.url ?? "")?.[1] ?? "";
  jobs.add(jobId);
  if (latencyMs === null) {
    return;
  }
  const body = parts.before + jobId + parts.after;
  const answer = () => {
    response.writeHead(200, {
      "content-type": "application/json;charset=utf-8",
      "content-length": body.length,
    });
    response.end(body);
  };
  if (latencyMs === 0) {
    answer();
  } else {
    setTimeout(answer, latencyMs);
  }
});
// No idle connection is closed: a request on its way would have to be repeated.
server.keepAliveTimeout = 0;

process.on("message", (order: Order) => {
  const { user, system } = process.cpuUsage(cpu);
  tell({ requests, jobs: jobs.size, cpuMs: (user + system) / 1_000 });
  if (order === "count") {
    return;
  }
  const [head, tail] = bodyOf(order.state);
  parts = { before: head, after: tail };
  latencyMs = order.latencyMs;
  requests = 0;
  jobs.clear();
  cpu = process.cpuUsage();
});
process.on("disconnect", () => process.exit());

server.listen(0, "127.0.0.1", () => tell({ port: (server.address() as AddressInfo).port }));

function tell(message: Message): void {
  process.send?.(message);
}

/** What stands before and behind the job's id in the answer about the first job of the quick start. */
function bodyOf(state: Behaviour["state"]): [string, string] {
  const [job] = Object.values(Object.values(quickStart.clusters)[0]?.jobs ?? {});
  const info = { JobId: JOB_ID, ...job?.info, State: state };
  const answer = { RequestId: "B745C159-3155-4B94-95D0-4B73D4D2****", JobInfo: info, Success: true };
  const [head = "", tail = ""] = JSON.stringify(answer).split(JOB_ID);
  return [head, tail];
}
