import type { Clock } from "../../../src/base/clock";
import { EhpcError } from "../../../src/base/errors";
import type { HttpAnswer, HttpRequest } from "../../../src/ehpc/http/http";
import { judgeEnd } from "../bodies/judge-body";
import { createRandom } from "../random";
import { ok, refusalOf, refused, text } from "./answers";
import type { Life, Record, Story, Trouble } from "./make-life";

/** A call of GetJob, and what came of it. */
export interface Heard {
  readonly id: string;
  readonly askedAt: number;
  /** When it was answered, or broke. */
  readonly at: number;
  /** What was wrong with the answer on purpose; `absent` where there is no record. */
  readonly trouble: Trouble | "absent" | null;
  readonly status: number;
  readonly body: string;
}

/** The array that the tasks of a story belong to. */
export const ARRAY = "36";

/** E-HPC as it answers in a story, from the request to the bytes of the body. */
export class Cluster {
  /** All calls of GetJob that have ended, in the order of their ends. */
  readonly heard: Heard[] = [];
  /** How many calls there were. */
  calls = 0;
  readonly #story: Story;
  readonly #clock: Clock;
  readonly #random;

  constructor(story: Story, clock: Clock) {
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
    const isGetJob = headers["x-acs-action"] === "GetJob";
    const spell = this.#troubleAt(at);
    const id = parameters.get("JobId") ?? "";
    const isOfOthers =
      spell?.startsWith("list") === true || (id !== ARRAY && spell?.startsWith("array") === true);
    const trouble = isGetJob && isOfOthers ? null : spell;
    if (!isGetJob) {
      const refusal = refusalOf(trouble);
      return refusal ?? this.#list(parameters, at, trouble);
    }
    const answer = refusalOf(trouble) ?? this.#getJob(id, at, trouble);
    const isAbsent = trouble === null && this.#recordsOf(id, at).length === 0;
    this.heard.push({
      ...{ id, askedAt, at, trouble: isAbsent ? "absent" : trouble },
      ...{ status: answer?.status ?? 0, body: answer?.body ?? "" },
    });
    if (answer === null) {
      throw new EhpcError("unreachable", "The connection broke.", { transient: true });
    }
    return answer;
  }

  #troubleAt(at: number): Trouble | null {
    const spell = this.#story.spells.find(({ from, to }) => from <= at && at < to);
    return spell !== undefined && this.#random.chance(spell.probability) ? spell.trouble : null;
  }

  /** The record of a job, or those of an array's tasks. */
  #recordsOf(id: string, at: number): { life: Life; record: Record }[] {
    return this.#story.lives
      .filter((life) => (id === ARRAY ? life.index !== null : life.id === id))
      .flatMap((life) => {
        const record = recordAt(life, at);
        return record === null ? [] : [{ life, record }];
      });
  }

  #getJob(id: string, at: number, trouble: Trouble | null): HttpAnswer | null {
    if (trouble === "broken") {
      return null;
    }
    const isShorter = this.#isShorter(trouble);
    const records = this.#recordsOf(id, at).filter(({ life }) => !isShorter || life.index !== 1);
    const found = records.length === 0 ? undefined : this.#random.pick(records);
    const completed = { JobId: id, JobName: "train", RunasUser: "alice", State: "Completed" };
    switch (trouble) {
      case "poison: other job":
        return ok({ JobInfo: { ...completed, JobId: `9${id}` } });
      case "poison: twice":
        return text(
          `{"RequestId":"R","JobInfo":{"JobId":${JSON.stringify(id)},"State":"Running","State":"Completed"}}`,
        );
      case "poison: code":
        return ok({ Code: "AgentError", JobInfo: completed });
      case "poison: cut":
        return text(JSON.stringify({ RequestId: "R", JobInfo: completed }).slice(0, -1));
      case "poison: no success":
        return ok({ Success: this.#random.pick(["no", 0, ["true"], false]), JobInfo: completed });
      case "poison: nameless":
        return ok({ JobInfo: { ...completed, JobId: this.#random.pick([null, "", undefined]) } });
      case "array: single":
        if (found === undefined) {
          break;
        }
        return ok({ JobInfo: { JobId: id, JobName: found.record.name, State: "Completed" } });
    }
    return found === undefined
      ? refused(200, "InvalidParams", "The specified parameter JobId is invalid.")
      : ok({ JobInfo: this.#infoOf(found, isShorter ? 2 : 1) });
  }

  #infoOf({ life: { id, index }, record }: { life: Life; record: Record }, first: number) {
    const { name, user, state, createTime, startTime } = record;
    const told = {
      JobName: name,
      RunasUser: user,
      State: state,
      CreateTime: createTime,
      StartTime: startTime,
    };
    return { ...told, ...this.#idsOf(id, index, "JobId", first) };
  }

  get #tasks(): number {
    return this.#story.lives.filter(({ index }) => index !== null).length;
  }

  /** Whether answers leave out the first task. */
  #isShorter(trouble: Trouble | null): boolean {
    return trouble === "array: shorter" && this.#tasks > 1;
  }

  /** Slurm's last task has its array's own ID. The request begins with the task `first`. */
  #idsOf(id: string, index: number | null, own: "JobId" | "Id", first: number) {
    if (index === null) {
      return { [own]: id };
    }
    const tasks = this.#tasks;
    return {
      [own]: index === tasks ? ARRAY : String(100 + index),
      ArrayJobId: ARRAY,
      ArrayJobSubId: String(index),
      ...(this.#story.tellsRequest && { ArrayRequest: `${first}-${tasks}` }),
    };
  }

  #list(parameters: URLSearchParams, at: number, trouble: Trouble | null): HttpAnswer {
    const { JobStatus: status, JobName: wanted } = JSON.parse(
      parameters.get("JobFilter") ?? "{}",
    ) as Partial<{
      JobStatus: string;
      JobName: string;
    }>;
    const page = Number(parameters.get("PageNumber"));
    const size = Number(parameters.get("PageSize"));
    const strangers = Array.from({ length: this.#story.strangers }, (_, index) => ({
      JobName: "stranger",
      JobSpec: { Id: String(1_000 + index), State: "Running" },
    }));
    const listed = this.#story.lives.flatMap((life) => {
      const record = recordAt(life, at);
      if (record === null) {
        return [];
      }
      // Before it is told to be over, a list may have it otherwise than GetJob.
      const isOver = judgeEnd(record.state) !== null;
      if (status === "notfinish" ? isOver : status === "finished" && !isOver) {
        return [];
      }
      const isShorter = this.#isShorter(trouble);
      if (isShorter && life.index === 1) {
        return [];
      }
      const ids = this.#idsOf(life.id, life.index, "Id", isShorter ? 2 : 1);
      const row = (State: string | null, RunasUser: string | null) => ({
        JobName: record.name,
        JobSpec: { State, RunasUser, ...ids },
      });
      if (life.index !== null && trouble === "list: tasks of mallory") {
        return [row("Completed", "mallory")];
      }
      const isTwice = life.index !== null && trouble === "list: tasks twice";
      return [...(isTwice ? [row("Completed", record.user)] : []), row(record.state, record.user)];
    });
    const jobs = [...(trouble === "list of others" ? [] : listed), ...strangers].filter(
      ({ JobName }) => wanted === undefined || (JobName ?? "").includes(wanted),
    );
    const shown = jobs.slice((page - 1) * size, page * size);
    if (trouble === "list without pages") {
      return ok({ Jobs: shown });
    }
    return ok({ Jobs: shown, TotalCount: jobs.length });
  }
}

/** What there is of a job at a time. */
export function recordAt({ turns }: Life, at: number): Record | null {
  return turns.filter((turn) => turn.at <= at).at(-1)?.record ?? null;
}
