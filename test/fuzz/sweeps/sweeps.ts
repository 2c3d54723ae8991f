import { EhpcError } from "../../../src/base/errors";
import {
  createPoller,
  type JobSelection,
  type JobsWaitRequest,
  type Poller,
  type PollerOptions,
} from "../../../src/ehpc/poll/poller";
import { parseRequirement } from "../../../src/notation/requirement";
import { complaintsOfText } from "../bodies/bodies";
import type { Generator } from "../generator";
import { clientOver, StoryClock } from "../lives/client-over";
import { createRandom } from "../random";
import { secretIn } from "../secret-in";
import { type EndedSweep, judgeError, judgeOutcome, judgePromptness } from "./judge-sweep";
import { ARRAY, makeSweep, NAME, SUBMITTED_AFTER, type SweepStory, type SweepWait } from "./make-sweep";
import { SweepCluster, secondsOf } from "./sweep-cluster";

/** Makes a poller: the product's, or, in a test of the judge, one that is wrong. */
export type SweepPollerMaker = (options: PollerOptions) => Pick<Poller, "waitForJobs" | "jobs">;

const CLUSTER = "ehpc-hz-fuzzer";

/** One round in this time, with a look at each job and some lists, is much, in milliseconds. */
const LEAST_PAUSE_MS = 400;
const LISTS_OF_A_ROUND = 30;

/** What the product loads for a wait: later than it, if it was asked for later. */
const lateParts = () =>
  Promise.all([import("../../../src/ehpc/poll/select-jobs"), import("../../../src/ehpc/poll/wait-for-jobs")]);

/** Stories of many jobs, and waits for all of them, on a clock that is driven. */
export function sweepsFor(makePoller: SweepPollerMaker = createPoller): Generator {
  return {
    name: "sweeps",
    about: "many jobs that are waited for at once",
    share: 5,
    atATime: 1,
    async open() {
      await lateParts();
      return {
        make(random) {
          const story = makeSweep(random);
          return {
            show: () => JSON.stringify(story, null, 1),
            run: () => play(makePoller, story),
          };
        },
        close: async () => {},
      };
    },
  };
}

/** Plays a story, and judges each wait in the moment that it ends. */
async function play(makePoller: SweepPollerMaker, story: SweepStory): Promise<string[]> {
  const clock = new StoryClock();
  const cluster = new SweepCluster(story, clock);
  const lines: string[] = [];
  const random = createRandom(story.noise).next;
  const log: PollerOptions["log"] = (_, message, fields) =>
    lines.push(`${message} ${JSON.stringify(fields)}`);
  const client = clientOver(cluster, { clock, random, log });
  const poller = makePoller({ client, clock, random, log });
  const complaints: string[] = [];
  const open = new Set<SweepWait>();
  let stoppedMs = 0;

  function begin(wait: SweepWait): AbortController {
    const controller = new AbortController();
    const begunAt = clock.monotonicMs();
    let selected: EndedSweep["selected"] = null;
    const takenAt = new Map<string, number>();
    const request: JobsWaitRequest = {
      ...wait,
      clusterId: CLUSTER,
      jobs: selectionOf(story),
      require: parseRequirement(wait.require),
      onSelected(jobIds) {
        selected = { at: clock.monotonicMs(), jobIds };
      },
      onChange({ changed }) {
        for (const { jobId } of changed.filter(({ end }) => end !== null)) {
          takenAt.set(jobId, takenAt.get(jobId) ?? clock.monotonicMs());
        }
      },
    };
    open.add(wait);
    const ended = (): EndedSweep => ({
      ...{ wait, story, begunAt, selected, takenAt, stoppedMs, cluster },
      endedAt: clock.monotonicMs(),
    });
    poller
      .waitForJobs(request, { signal: controller.signal })
      .then(
        (outcome) => complaints.push(...judgeOutcome(ended(), outcome), ...judgePromptness(ended())),
        (error: unknown) => {
          if (!(error instanceof EhpcError)) {
            throw error;
          }
          complaints.push(...judgeError(ended(), error), ...complaintsOfText(error));
        },
      )
      .catch((error: unknown) => complaints.push(`A wait fails with ${String(error)}`))
      .finally(() => open.delete(wait));
    void clock.holdWhile(lateParts());
    return controller;
  }

  for (const event of eventsOf(story)) {
    await clock.advance(Math.max(0, event.at - clock.monotonicMs()));
    if (event.kind === "stop") {
      stoppedMs += event.ms;
      clock.stop(event.ms);
    } else if (event.kind === "begin") {
      event.controllerOf(begin(event.wait));
    } else {
      event.leave();
    }
  }
  const longest = Math.max(...story.waits.map(({ timeoutMs }) => timeoutMs));
  for (let ms = 0; ms < longest + 10_000 && open.size > 0; ms += 10_000) {
    await clock.advance(10_000);
  }
  await clock.settle();
  if (open.size > 0) {
    complaints.push(`Hangs: ${open.size} waits are not over after their time.`);
  }
  if (clock.sleepers > 0 || poller.jobs > 0) {
    complaints.push(`Leaves ${clock.sleepers} timers and ${poller.jobs} jobs behind.`);
  }
  const callsOfRound = (story.jobs.length + LISTS_OF_A_ROUND) * story.waits.length;
  if (cluster.calls > callsOfRound * (2 + clock.monotonicMs() / LEAST_PAUSE_MS)) {
    complaints.push(`A storm of ${cluster.calls} calls.`);
  }
  const secret = secretIn(lines.join("\n"));
  if (secret !== null) {
    complaints.push(`The log holds ${secret}.`);
  }
  // Of many jobs, one fault brings up the same of each.
  return [...new Set(complaints)];
}

function selectionOf({ chosen, jobs }: SweepStory): JobSelection {
  const createdAfter = secondsOf(SUBMITTED_AFTER);
  switch (chosen) {
    case "ids":
      return { kind: "ids", jobIds: jobs.map(({ id }) => id) };
    case "array":
      return { kind: "array", arrayJobId: ARRAY };
    case "name":
      return { kind: "name", jobName: NAME, createdAfter };
    case "regex":
      return { kind: "name", nameRegex: `^${NAME}-`, createdAfter };
  }
}

type Event = { at: number } & (
  | { kind: "stop"; ms: number }
  | { kind: "begin"; wait: SweepWait; controllerOf: (controller: AbortController) => void }
  | { kind: "leave"; leave: () => void }
);

/** What happens to the process that waits, in its order. */
function eventsOf({ waits, stops }: SweepStory): Event[] {
  const events: Event[] = stops.map(({ at, ms }) => ({ kind: "stop", at, ms }));
  for (const wait of waits) {
    let controller: AbortController | undefined;
    const controllerOf = (given: AbortController) => {
      controller = given;
    };
    events.push({ kind: "begin", at: wait.at, wait, controllerOf });
    if (wait.leavesAt !== null) {
      events.push({ kind: "leave", at: wait.leavesAt, leave: () => controller?.abort() });
    }
  }
  return events.sort((one, other) => one.at - other.at);
}
