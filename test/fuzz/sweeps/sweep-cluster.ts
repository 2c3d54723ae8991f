import type { Clock } from "../../../src/base/clock";
import { EhpcError } from "../../../src/base/errors";
import type { HttpAnswer, HttpRequest } from "../../../src/ehpc/http/http";
import { judgeEnd } from "../bodies/judge-body";
import { ok, refusalOf, refused, text } from "../lives/answers";
import { recordAt } from "../lives/cluster";
import type { Record, Trouble } from "../lives/make-life";
import { createRandom } from "../random";
import { ARRAY, type ListTrouble, type SweepStory, type Swept } from "./make-sweep";

/** What well-formed answers have told of a job, as long as they told the same. */
export interface Told {
  readonly record: Record;
  /** Whether it is the record of the earlier job under this ID. */
  readonly isEarlier: boolean;
  /** When the first of these answers arrived. */
  readonly from: number;
  /** When the last of them was asked for, and when it arrived. */
  askedAt: number;
  until: number;
}

/** A page of the list of unfinished jobs, as it was sent. */
export interface SentPage {
  readonly number: number;
  readonly size: number;
  readonly at: number;
  readonly total: number | null;
  readonly ids: readonly string[];
}

/** A row of a list, and what it tells of whom. */
interface Row {
  readonly id: string;
  readonly entry: { readonly JobName: string | null; readonly JobSpec: object };
  readonly createTime: string;
  readonly isEnded: boolean;
  readonly tells: readonly { readonly job: Swept; readonly record: Record; readonly isEarlier: boolean }[];
}

/** How much older a stale list is, in milliseconds. */
const STALE_MS = 20_000;

/** E-HPC as it answers in a story about many jobs, from the request to the bytes of the body. */
export class SweepCluster {
  /** What was told of each job, by its ID in the story, apart from answers of lists of all jobs. */
  readonly told = new Map<string, Told[]>();
  /** The pages of the list of unfinished jobs that were sent. */
  readonly pages: SentPage[] = [];
  /** When a list of all jobs was sent that lies and agrees with itself. */
  readonly lies: number[] = [];
  /** How many calls there were. */
  calls = 0;
  readonly #story: SweepStory;
  readonly #clock: Clock;
  readonly #random;

  constructor(story: SweepStory, clock: Clock) {
    this.#story = story;
    this.#clock = clock;
    this.#random = createRandom(story.noise);
  }

  /** Answers a request, as whoever sends requests does. */
  async send({ url, headers, signal }: HttpRequest): Promise<HttpAnswer> {
    this.calls += 1;
    const askedAt = this.#clock.monotonicMs();
    const parameters = new URL(url).searchParams;
    if (this.#story.latencyMs > 0) {
      const ms = this.#story.latencyMs * this.#random.next();
      await this.#clock.sleep(ms, signal).catch(() => {
        throw new EhpcError("aborted", "The call was interrupted before it finished.");
      });
    }
    const at = this.#clock.monotonicMs();
    const trouble = this.#troubleAt(at);
    if (trouble === "broken") {
      throw new EhpcError("unreachable", "The connection broke.", { transient: true });
    }
    const isGetJob = headers["x-acs-action"] === "GetJob";
    const isOfLists = trouble?.startsWith("list") === true;
    const refusal = isOfLists ? null : refusalOf(trouble as Trouble | null);
    if (refusal !== null) {
      return refusal;
    }
    return isGetJob
      ? this.#getJob(parameters.get("JobId") ?? "", { askedAt, at }, isOfLists ? null : trouble)
      : this.#list(parameters, { askedAt, at }, isOfLists ? trouble : null);
  }

  #troubleAt(at: number): Trouble | ListTrouble | null {
    const spell = this.#story.spells.find(({ from, to }) => from <= at && at < to);
    return spell !== undefined && this.#random.chance(spell.probability) ? spell.trouble : null;
  }

  #note(
    { job, record, isEarlier }: Row["tells"][number],
    { askedAt, at }: { askedAt: number; at: number },
  ): void {
    const before = this.told.get(job.id) ?? [];
    const last = before.at(-1);
    if (last?.record === record) {
      Object.assign(last, { askedAt, until: at });
    } else {
      this.told.set(job.id, [...before, { record, isEarlier, from: at, askedAt, until: at }]);
    }
  }

  #getJob(
    id: string,
    times: { askedAt: number; at: number },
    trouble: Trouble | ListTrouble | null,
  ): HttpAnswer {
    const isArray = id === ARRAY && this.#story.chosen === "array";
    const found = this.#story.jobs.flatMap((job) => {
      const record = isArray || job.id === id ? recordAt(job, times.at) : null;
      return record === null || (this.#isGrouped(job, times.at) && !isArray) ? [] : [{ job, record }];
    });
    const completed = { JobId: id, JobName: "train", RunasUser: "alice", State: "Completed" };
    switch (trouble) {
      case "poison: other job":
        return ok({ JobInfo: { ...completed, JobId: `9${id}` } });
      case "poison: twice":
        return text(
          `{"RequestId":"R","JobInfo":{"JobId":${JSON.stringify(id)},"State":"Running","State":"Completed"}}`,
        );
      case "poison: cut":
        return text(JSON.stringify({ RequestId: "R", JobInfo: completed }).slice(0, -1));
      case "poison: no success":
        return ok({ Success: false, JobInfo: completed });
    }
    if (found.length === 0) {
      return refused(200, "InvalidParams", "The specified parameter JobId is invalid.");
    }
    const { job, record } = this.#random.pick(found);
    const { name, user, state, createTime, startTime } = record;
    if (!isArray) {
      this.#note({ job, record, isEarlier: false }, times);
    }
    const ids = this.#isGrouped(job, times.at)
      ? { JobId: this.#groupId(times.at), ArrayJobId: ARRAY, ...this.#request }
      : this.#idsOf(job, "JobId");
    return ok({
      JobInfo: {
        ...{ JobName: name, RunasUser: user, State: state, CreateTime: createTime, StartTime: startTime },
        ...ids,
      },
    });
  }

  get #request() {
    return this.#story.tellsRequest ? { ArrayRequest: `1-${this.#story.jobs.length}` } : {};
  }

  /** Slurm's last task has its array's own ID. */
  #idsOf({ id, index }: Swept, own: "JobId" | "Id") {
    if (index === null) {
      return { [own]: id };
    }
    return {
      [own]: index === this.#story.jobs.length ? ARRAY : String(100 + index),
      ArrayJobId: ARRAY,
      ArrayJobSubId: String(index),
      ...this.#request,
    };
  }

  /** Whether a task has no record of its own, because it has not begun. */
  #isGrouped(job: Swept, at: number): boolean {
    return this.#story.groups && job.turns[0]?.record?.startTime === null && (job.turns[1]?.at ?? 0) > at;
  }

  #groupId(at: number): string {
    const indices = this.#story.jobs.filter((job) => this.#isGrouped(job, at)).map(({ index }) => index);
    return `${ARRAY}_[${indices.join(",")}]`;
  }

  #list(
    parameters: URLSearchParams,
    times: { askedAt: number; at: number },
    trouble: Trouble | ListTrouble | null,
  ): HttpAnswer {
    const filter = JSON.parse(parameters.get("JobFilter") ?? "{}") as Partial<{
      JobStatus: string;
      JobName: string;
      CreateTimeStart: string;
      SortBy: { SubmitOrder?: "asc" | "desc" };
    }>;
    const number = Number(parameters.get("PageNumber"));
    const size = Number(parameters.get("PageSize"));
    const { JobStatus: status = "all", JobName: wanted = "", CreateTimeStart: after = "0", SortBy } = filter;
    const rows = this.#rowsAt(trouble === "list: stale" ? times.at - STALE_MS : times.at).filter(
      ({ entry, isEnded, createTime }) =>
        (status === "all" || isEnded === (status === "finished")) &&
        (entry.JobName ?? "").includes(wanted) &&
        secondsOf(createTime) >= Number(after),
    );
    const order = this.#story.sorts ? SortBy?.SubmitOrder : undefined;
    if (order !== undefined) {
      const sign = order === "asc" ? 1 : -1;
      rows.sort((one, other) => sign * (secondsOf(one.createTime) - secondsOf(other.createTime)));
    }
    let total: number | null = rows.length;
    let start = (number - 1) * size;
    if (trouble === "list: shifted" && number > 1) {
      start = Math.max(0, start + this.#random.pick([-2, -1, 1, 2]));
    }
    let shown = rows.slice(start, start + size);
    switch (trouble) {
      case "list: loses rows":
        shown = shown.filter(() => this.#random.chance(0.9));
        break;
      case "list: repeats rows":
        shown = [...shown, ...shown.slice(0, 3)].slice(-size);
        break;
      case "list: empty":
        [shown, total] = [[], 0];
        break;
      case "list: wrong count":
        total += this.#random.pick([-1, 1, 7]);
        break;
      case "list of others":
        shown = shown.filter(({ tells }) => tells.length === 0);
        break;
      case "list without pages":
        total = null;
        break;
    }
    if (status === "all") {
      // No reader can tell such a list from a true one.
      if (trouble !== null && trouble !== "list: shifted" && trouble !== "list: repeats rows") {
        this.lies.push(times.at);
      }
    } else {
      for (const tells of shown.flatMap((row) => row.tells)) {
        this.#note(tells, times);
      }
      if (status === "notfinish") {
        this.pages.push({ number, size, at: times.at, total, ids: shown.map(({ id }) => id) });
      }
    }
    const Jobs = shown.map(({ entry }) => entry);
    return ok(total === null ? { Jobs } : { Jobs, TotalCount: total });
  }

  #rowsAt(at: number): Row[] {
    const rows: Row[] = [];
    const group: { job: Swept; record: Record }[] = [];
    for (const job of this.#story.jobs) {
      const record = recordAt(job, at);
      if (record !== null && this.#isGrouped(job, at)) {
        group.push({ job, record });
      } else if (record !== null) {
        rows.push(this.#rowOf(job, record, false));
      }
      if (job.earlier !== null) {
        rows.push(this.#rowOf(job, job.earlier, true));
      }
    }
    const [first] = group;
    if (first !== undefined) {
      const row = this.#rowOf(first.job, first.record, false);
      const Id = this.#groupId(at);
      const { ArrayJobSubId: _, ...spec } = row.entry.JobSpec as { ArrayJobSubId?: string };
      rows.push({
        ...row,
        id: Id,
        entry: { ...row.entry, JobSpec: { ...spec, Id } },
        tells: group.map(({ job, record }) => ({ job, record, isEarlier: false })),
      });
    }
    const strangers = this.#story.strangers.filter(({ from, goneAt }) => from <= at && at < goneAt);
    for (const [index, { id, createTime, endsAt }] of strangers.entries()) {
      const isEnded = endsAt <= at;
      const State = isEnded ? "Completed" : "Running";
      const JobSpec = { Id: id, State, RunasUser: "bob", ...this.#times(createTime, null) };
      const row = { id, createTime, isEnded, tells: [], entry: { JobName: "stranger", JobSpec } };
      // Among the others.
      rows.splice(Math.min(rows.length, index * 2), 0, row);
    }
    return rows;
  }

  #rowOf(job: Swept, record: Record, isEarlier: boolean): Row {
    const { name, state, user, createTime, startTime } = record;
    const spec = { State: state, RunasUser: user, ...this.#times(createTime, startTime) };
    return {
      id: job.id,
      entry: { JobName: name, JobSpec: { ...spec, ...this.#idsOf(job, "Id") } },
      createTime,
      // Before it is told to be over, a list may have it otherwise than GetJob.
      isEnded: judgeEnd(state) !== null,
      tells: [{ job, record, isEarlier }],
    };
  }

  #times(createTime: string, startTime: string | null) {
    return this.#story.tellsTimes
      ? {
          SubmitTime: String(secondsOf(createTime)),
          StartTime: startTime === null ? "0" : String(secondsOf(startTime)),
        }
      : {};
  }
}

/** The Unix seconds of a time of the story. */
export function secondsOf(time: string): number {
  return Date.parse(`${time}Z`) / 1_000;
}
