import { EhpcError } from "../../../src/base/errors";
import {
  createPoller,
  type Poller,
  type PollerOptions,
  type WaitOutcome,
} from "../../../src/ehpc/poll/poller";
import { complaintsOfText } from "../bodies/bodies";
import type { Generator } from "../generator";
import { createRandom } from "../random";
import { secretIn } from "../secret-in";
import { clientOver, StoryClock } from "./client-over";
import { Cluster } from "./cluster";
import { judgeError, judgeOutcome, judgePromptness } from "./judge-wait";
import { makeStory, type Story, type Waiter } from "./make-life";

/** Makes a poller: the product's, or, in a test of the judge, one that is wrong. */
export type PollerMaker = (options: PollerOptions) => Pick<Poller, "wait" | "jobs">;

const CLUSTER = "ehpc-hz-fuzzer";

/** One look in this time and for each job is much, in milliseconds. */
const LEAST_PAUSE_MS = 400;

/** Stories of jobs, and waits for them, on a clock that is driven. */
export function livesFor(makePoller: PollerMaker = createPoller): Generator {
  return {
    name: "lives",
    about: "lives of jobs that are waited for",
    share: 20,
    atATime: 1,
    open: async () => ({
      make(random) {
        const story = makeStory(random);
        return {
          show: () => JSON.stringify(story, null, 1),
          run: () => play(makePoller, story),
        };
      },
      close: async () => {},
    }),
  };
}

/** Plays a story, and judges each wait in the moment that it ends. */
async function play(makePoller: PollerMaker, story: Story): Promise<string[]> {
  const clock = new StoryClock();
  const cluster = new Cluster(story, clock);
  const lines: string[] = [];
  const random = createRandom(story.noise).next;
  const log: PollerOptions["log"] = (_, message, fields) =>
    lines.push(`${message} ${JSON.stringify(fields)}`);
  const client = clientOver(cluster, { clock, random, log });
  const poller = makePoller({ client, clock, random, log });
  const complaints: string[] = [];
  const open = new Set<Waiter>();
  let stoppedMs = 0;

  function begin(waiter: Waiter): AbortController {
    const { id: jobId, until, timeoutMs, intervalMs, requeueGraceMs } = waiter;
    const controller = new AbortController();
    const begunAt = clock.monotonicMs();
    const request = { clusterId: CLUSTER, jobId, until, timeoutMs, intervalMs, requeueGraceMs };
    open.add(waiter);
    const wait = () => ({
      waiter,
      story,
      begunAt,
      endedAt: clock.monotonicMs(),
      stoppedMs,
      heard: cluster.heard,
    });
    poller
      .wait(request, { signal: controller.signal })
      .then(
        (outcome: WaitOutcome) =>
          complaints.push(...judgeOutcome(wait(), outcome), ...judgePromptness(wait())),
        (error: unknown) => {
          if (!(error instanceof EhpcError)) {
            throw error;
          }
          complaints.push(...judgeError(wait(), error), ...complaintsOfText(error));
          if (!controller.signal.aborted) {
            complaints.push(...judgePromptness(wait()));
          }
        },
      )
      .catch((error: unknown) => complaints.push(`A wait fails with ${String(error)}`))
      .finally(() => open.delete(waiter));
    return controller;
  }

  for (const event of eventsOf(story)) {
    await clock.advance(Math.max(0, event.at - clock.monotonicMs()));
    if (event.kind === "stop") {
      stoppedMs += event.ms;
      clock.stop(event.ms);
    } else if (event.kind === "begin") {
      event.controllerOf(begin(event.waiter));
    } else {
      event.leave();
    }
  }
  const longest = Math.max(...story.waiters.map(({ timeoutMs }) => timeoutMs));
  await clock.advance(longest + 10_000);
  if (open.size > 0) {
    complaints.push(`Hangs: ${open.size} waits are not over after their time.`);
  }
  if (clock.sleepers > 0 || poller.jobs > 0) {
    complaints.push(`Leaves ${clock.sleepers} timers and ${poller.jobs} jobs behind.`);
  }
  const mostCalls = (story.lives.length + 1) * story.waiters.length * (clock.monotonicMs() / LEAST_PAUSE_MS);
  if (cluster.calls > mostCalls) {
    complaints.push(`A storm of ${cluster.calls} calls.`);
  }
  const secret = secretIn(lines.join("\n"));
  if (secret !== null) {
    complaints.push(`The log holds ${secret}.`);
  }
  return complaints;
}

type Event = { at: number } & (
  | { kind: "stop"; ms: number }
  | { kind: "begin"; waiter: Waiter; controllerOf: (controller: AbortController) => void }
  | { kind: "leave"; leave: () => void }
);

/** What happens to the process that waits, in its order. */
function eventsOf({ waiters, stops }: Story): Event[] {
  const events: Event[] = stops.map(({ at, ms }) => ({ kind: "stop", at, ms }));
  for (const waiter of waiters) {
    let controller: AbortController | undefined;
    const controllerOf = (given: AbortController) => {
      controller = given;
    };
    events.push({ kind: "begin", at: waiter.at, waiter, controllerOf });
    if (waiter.leavesAt !== null) {
      events.push({ kind: "leave", at: waiter.leavesAt, leave: () => controller?.abort() });
    }
  }
  return events.sort((one, other) => one.at - other.at);
}
