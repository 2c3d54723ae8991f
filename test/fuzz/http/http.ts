import { setTimeout as sleep } from "node:timers/promises";
import { type Clock, systemClock } from "../../../src/base/clock";
import { EhpcError } from "../../../src/base/errors";
import type { Client, ClientOptions } from "../../../src/ehpc/api/client";
import { createClient } from "../../../src/ehpc/api/create-client";
import { staticCredentials } from "../../../src/ehpc/api/credentials";
import { aboutJob, complaintsOfText } from "../bodies/bodies";
import { judgeJob, judgeList, judgeLog, judgeSubmission } from "../bodies/judge-body";
import { type MadeBody, type Operation, SECRETS } from "../bodies/make-body";
import type { Generator } from "../generator";
import { ownTime } from "../own-time";
import type { Random } from "../random";
import { secretIn } from "../secret-in";
import { GREETING, type HostileEndpoint, type Received, startHostileEndpoint } from "./hostile-endpoint";
import { type MadeAnswer, makeAnswer } from "./make-answer";

/** Makes a client of an endpoint: the product's, or, in a test of the judge, one that believes too much. */
export type ClientMaker = (options: ClientOptions, endpoint: HostileEndpoint) => Client;

/** One call to make, and the answers that its requests get. */
interface Step {
  readonly operation: Operation;
  readonly made: MadeBody;
  readonly answers: readonly MadeAnswer[];
}

const CLUSTER = "ehpc-hz-fuzzer";
const AT_A_TIME = 12;

/** Limits of the client, in milliseconds. What never comes is waited for so long, so the one that is meant is short. */
const SHORT_READ_MS = 40;
const LONG_READ_MS = 20_000;
const RETRY_MS = 3_000;

/** After these times of its own (`ownTime`), in milliseconds, something has no bound. They are far above all limits. */
export interface Bounds {
  /** Of a call. @default 30000 */
  readonly callMs: number;
  /** Of a connection, from the end of all calls on. @default 30000 */
  readonly closeMs: number;
}

const BOUNDS: Bounds = { callMs: 30_000, closeMs: 30_000 };
/** More requests for one call are a storm. */
const MOST_REQUESTS = 20;

/** HTTP answers at byte level, from a server on loopback to the client with its real connections. */
export function httpFor(
  makeClient: ClientMaker = createClient,
  changedBounds: Partial<Bounds> = {},
): Generator {
  const bounds = { ...BOUNDS, ...changedBounds };
  return {
    name: "http",
    about: "HTTP answers at byte level",
    share: 20,
    atATime: AT_A_TIME,
    async open() {
      const endpoints = await Promise.all(Array.from({ length: AT_A_TIME }, startHostileEndpoint));
      const free = [...endpoints];
      return {
        make(random) {
          const steps = Array.from({ length: random.int(1, 3) }, () => makeStep(random));
          const maxRetryMs = random.chance(0.5) ? 0 : RETRY_MS;
          return {
            show: () => [`retries for ${maxRetryMs} ms`, ...steps.map(shown)].join("\n"),
            async run() {
              const endpoint = free.pop();
              if (endpoint === undefined) {
                throw new Error("more inputs at a time than endpoints");
              }
              try {
                return await run(makeClient, endpoint, steps, { maxRetryMs, bounds });
              } finally {
                endpoint.hangUp();
                free.push(endpoint);
              }
            },
          };
        },
        async close() {
          await Promise.all(endpoints.map((endpoint) => endpoint.close()));
        },
      };
    },
  };
}

function makeStep(random: Random): Step {
  const operation = random.pick<Operation>([
    "GetJob",
    "GetJob",
    "GetJob",
    "ListJobs",
    "GetJobLog",
    "CreateJob",
  ]);
  const { made, answer } = makeAnswer(random, operation);
  const more = Array.from({ length: random.int(0, 2) }, () => makeAnswer(random, operation).answer);
  return { operation, made, answers: [answer, ...more] };
}

function shown({ operation, made, answers }: Step): string {
  const sent = answers.map(
    ({ parts, pauseMs, ending, early }) =>
      `  ${early ? "before the request, " : ""}${parts.length} parts, ${pauseMs} ms apart, then ${ending}:\n${parts
        .map((part) => `    ${JSON.stringify(part.toString("latin1").slice(0, 4_000))}`)
        .join("\n")}`,
  );
  return [`${operation} of ${made.asked}`, ...sent].join("\n");
}

async function run(
  makeClient: ClientMaker,
  endpoint: HostileEndpoint,
  steps: readonly Step[],
  { maxRetryMs, bounds }: { maxRetryMs: number; bounds: Bounds },
): Promise<string[]> {
  const lines: string[] = [];
  const isGood = steps.every(({ answers }) => answers[0]?.pristine);
  const client = makeClient(
    {
      endpoint: endpoint.url,
      credentials: staticCredentials({ accessKeyId: "LTAIfuzzer", ...SECRETS }),
      connectTimeoutMs: LONG_READ_MS,
      readTimeoutMs: isGood ? LONG_READ_MS : SHORT_READ_MS,
      maxRetryMs,
      log: (_, message, fields) => lines.push(`${message} ${JSON.stringify(fields)}`),
      clock: hurriedClock(),
      random: () => 0.5,
    },
    endpoint,
  );
  const complaints: string[] = [];
  for (const [index, step] of steps.entries()) {
    endpoint.play(step.answers);
    const named = { ...step, jobName: `train-${index}` };
    complaints.push(...(await call(client, endpoint, named, { mustAnswer: isGood, callMs: bounds.callMs })));
  }
  client.close();
  if (!(await becomes(() => endpoint.open === 0, bounds.closeMs))) {
    complaints.push("A connection is open after all calls.");
  }
  const secret = secretIn(lines.join("\n"));
  if (secret !== null) {
    complaints.push(`The log holds ${secret}.`);
  }
  return complaints;
}

/** Makes a call, and judges what comes of it by what was sent to it. */
async function call(
  client: Client,
  endpoint: HostileEndpoint,
  { operation, made, jobName }: Step & { readonly jobName: string },
  { mustAnswer, callMs }: { mustAnswer: boolean; callMs: number },
): Promise<string[]> {
  const { asked: jobId } = made;
  const controller = new AbortController();
  const over = ownTime(callMs, controller.signal).then(() => null);
  try {
    const outcome = await Promise.race([over, answerOf(client, operation, { jobId, jobName })]);
    if (outcome === null) {
      return [`Hangs: ${operation} is not over after ${callMs} ms.`];
    }
    if (operation === "CreateJob" && repeatsBlindly(endpoint.received, jobName)) {
      return ["A job is submitted again, although the service may have accepted it."];
    }
    if (endpoint.received.length > MOST_REQUESTS) {
      return [`A storm of ${endpoint.received.length} requests.`];
    }
    if (outcome.error !== null) {
      if (!(outcome.error instanceof EhpcError)) {
        throw outcome.error;
      }
      const texts = [outcome.error.message, outcome.error.serviceMessage, outcome.error.code].join("\n");
      const shows = endpoint.received.some(({ signature }) => signature !== "" && texts.includes(signature));
      return [
        ...complaintsOfText(outcome.error),
        ...(shows ? ["An error shows a signature."] : []),
        ...(mustAnswer ? [`A good answer is refused: ${outcome.error.message}`] : []),
      ];
    }
    // A request that the client has given up on may come last.
    const asked = endpoint.received.filter(({ action }) => action === operation || action === GREETING);
    const judged = asked.map((one) =>
      complaintsAbout(endpoint, one, { operation, jobId, state: outcome.state }),
    );
    const isRight = judged.some((complaints) => complaints.length === 0);
    return isRight ? [] : (judged.at(-1) ?? [`${operation} succeeds without an answer.`]);
  } finally {
    controller.abort();
  }
}

/**
 * Whether a submission is repeated that was not throttled: no other response makes it certain that there is no job. A
 * request of the call before, which the client has given up on, may come as late as now: it is for another job.
 */
function repeatsBlindly(received: readonly Received[], jobName: string): boolean {
  const submissions = received.filter(
    ({ action, target }) => action === "CreateJob" && target.includes(`JobName=${jobName}&`),
  );
  return submissions
    .slice(0, -1)
    .some((one) => !/Throttling/i.test(one.response()?.body?.toString("utf8") ?? ""));
}

/** What is wrong with a success by what was answered to one of its requests. */
function complaintsAbout(
  endpoint: HostileEndpoint,
  request: Received,
  { operation, jobId, state }: { operation: Operation; jobId: string; state: string | null },
): string[] {
  const response = request.response();
  if (response === null || response.body === null) {
    return [`${operation} succeeds without a complete, well-formed answer.`];
  }
  const { status } = response;
  const body = response.body.toString("utf8");
  switch (operation) {
    case "GetJob": {
      const judged = judgeJob(status, body, jobId);
      const isListed = endpoint.received.some(({ action }) => action === "ListJobs");
      return judged?.ofArray === true && isListed ? [] : aboutJob(state, judged);
    }
    case "ListJobs":
      return judgeList(status, body) === null ? ["A list is read from an answer that holds none."] : [];
    case "GetJobLog":
      return judgeLog(status, body, "StdoutLog") === null
        ? ["A log is read from an answer that holds none."]
        : [];
    case "CreateJob":
      return judgeSubmission(status, body) === null
        ? ["A job is read from an answer that says of none that it was accepted."]
        : [];
  }
}

/** The state of a job, where the call is about one; or the error that came instead. */
async function answerOf(
  client: Client,
  operation: Operation,
  { jobId, jobName }: { jobId: string; jobName: string },
): Promise<{ state: string | null; error: unknown }> {
  const clusterId = CLUSTER;
  try {
    if (operation === "GetJob") {
      return { state: (await client.getJob({ clusterId, jobId })).job.state, error: null };
    }
    if (operation === "CreateJob") {
      await client.createJob({ clusterId, jobName, commandLine: "-- /bin/true" });
    } else if (operation === "ListJobs") {
      await client.listJobs({ clusterId, status: "all", pageNumber: 1, pageSize: 50 });
    } else {
      await client.getJobLog({ clusterId, jobId, logType: "all", offset: 0, size: 10_240 });
    }
    return { state: null, error: null };
  } catch (error) {
    return { state: null, error };
  }
}

/** The computer's clock, on which the time of sleepers has passed at once. */
function hurriedClock(): Clock {
  let skippedMs = 0;
  return {
    now: systemClock.now,
    monotonicMs: () => systemClock.monotonicMs() + skippedMs,
    async sleep(ms, signal) {
      skippedMs += ms;
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    },
  };
}

/** Whether something becomes so within so many milliseconds, and some that timers take longer. */
async function becomes(isSo: () => boolean, ms: number): Promise<boolean> {
  for (let waited = 0; waited < ms; waited += 5) {
    if (isSo()) {
      return true;
    }
    await sleep(waited < 50 ? 1 : 5);
  }
  return isSo();
}
