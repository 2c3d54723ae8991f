import { EhpcError } from "../../../src/base/errors";
import type { Log } from "../../../src/base/log";
import { Secret } from "../../../src/base/secret";
import type { Operation as Call } from "../../../src/ehpc/api/call-operation";
import type { Credentials } from "../../../src/ehpc/api/credentials";
import { readAnswer } from "../../../src/ehpc/api/read-answer";
import { getJobOperation } from "../../../src/ehpc/job/get-job";
import { getJobLogOperation } from "../../../src/ehpc/job-log/get-job-log";
import { listJobsOperation } from "../../../src/ehpc/list/list-jobs";
import { createJobOperation } from "../../../src/ehpc/submit/create-job";
import { classifyState } from "../../../src/notation/phase";
import type { Generator } from "../generator";
import { secretIn } from "../secret-in";
import { type JudgedJob, judgeEnd, judgeJob, judgeList, judgeLog, judgeSubmission } from "./judge-body";
import { type MadeBody, makeBody, type Operation, SECRETS } from "./make-body";

/** An answer as the product's readers take it. */
interface Answer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** What reads answers: the product, or, in a test of the judge, something that reads them wrongly. */
export type Reader = <T>(call: Call<T>, answer: Answer) => T;

const CREDENTIALS: Credentials = {
  accessKeyId: "LTAIfuzzer",
  accessKeySecret: new Secret(SECRETS.accessKeySecret),
  securityToken: new Secret(SECRETS.securityToken),
};

const CLUSTER = "ehpc-hz-fuzzer";
const PAGE_SIZE = 50;

/** No body may keep the processor busy for longer, in milliseconds. */
const MOST_CPU_MS = 5_000;

/** The way of the product. */
export const readByProduct: Reader = (call, answer) =>
  call.read(readAnswer(answer, CREDENTIALS, { aboutJob: Object.hasOwn(call.query, "JobId") }));

/** Bodies of GetJob, ListJobs, GetJobLog and CreateJob, put into what reads them. */
export function bodiesFor(read: Reader = readByProduct): Generator {
  return {
    name: "bodies",
    about: "bodies of GetJob, ListJobs, GetJobLog and CreateJob",
    share: 940,
    atATime: 1,
    open: async () => ({
      make(random) {
        const operation = random.pick<Operation>([
          ...(["GetJob", "GetJob", "GetJob", "GetJob", "ListJobs"] as const),
          "GetJobLog",
          "CreateJob",
        ]);
        const status = random.chance(0.9) ? 200 : random.int(100, 599);
        const body = makeBody(random, operation);
        const headers: Record<string, string> = random.chance(0.1)
          ? { "x-acs-request-id": random.pick(["R-1", SECRETS.accessKeySecret]), "retry-after": "1" }
          : {};
        const answer = { status, headers, body: body.text };
        return {
          show: () =>
            `${operation} of ${body.asked}, HTTP ${status} ${JSON.stringify(headers)}\n${body.text}`,
          run: async () => judge(read, operation, answer, body),
        };
      },
      close: async () => {},
    }),
  };
}

function judge(read: Reader, operation: Operation, answer: Answer, made: MadeBody): string[] {
  const lines: string[] = [];
  const log: Log = (_, message, fields) => lines.push(`${message} ${JSON.stringify(fields)}`);
  const begunAt = performance.now();
  const complaints = judgeOperation(read, operation, answer, made, log);
  // The time of the processor costs more to ask for than most bodies, and is asked for only where it may matter.
  if (performance.now() - begunAt > MOST_CPU_MS) {
    const before = process.cpuUsage();
    judgeOperation(read, operation, answer, made, log);
    const { user, system } = process.cpuUsage(before);
    const ms = Math.round((user + system) / 1_000);
    if (ms > MOST_CPU_MS) {
      complaints.push(`Slow: ${ms} ms of the processor's time.`);
    }
  }
  const secret = secretIn(lines.join("\n"));
  if (secret !== null) {
    complaints.push(`The log holds ${secret}.`);
  }
  return complaints;
}

function judgeOperation(
  read: Reader,
  operation: Operation,
  answer: Answer,
  { asked, pristine }: MadeBody,
  log: Log,
): string[] {
  const { status, body } = answer;
  const mustAnswer = pristine && status === 200;
  switch (operation) {
    case "GetJob": {
      const outcome = tried(() => read(getJobOperation({ clusterId: CLUSTER, jobId: asked }, log), answer));
      if (!outcome.answered) {
        return complaintsOfError(outcome.error, mustAnswer);
      }
      const { job } = outcome.value;
      return [...aboutJob(job.state, judgeJob(status, body, asked)), ...aboutTexts([job.state, job.jobName])];
    }
    case "ListJobs": {
      const page = { clusterId: CLUSTER, status: "all", pageNumber: 1, pageSize: PAGE_SIZE } as const;
      const outcome = tried(() => read(listJobsOperation(page, log), answer));
      if (!outcome.answered) {
        return complaintsOfError(outcome.error, mustAnswer);
      }
      const { jobs, totalCount } = outcome.value;
      const judged = judgeList(status, body);
      if (judged === null) {
        return ["A list is read from an answer that holds none."];
      }
      if (judged.length !== jobs.length) {
        return [`The list has ${judged.length} jobs, and ${jobs.length} are read.`];
      }
      const complaints = totalCount < jobs.length ? ["The list counts fewer jobs than it has."] : [];
      return [
        ...complaints,
        ...jobs.flatMap(({ state }, index) => aboutEnd(state, judged[index]?.state ?? null)),
        ...aboutTexts(jobs.flatMap(({ jobId, jobName, state }) => [jobId, jobName, state])),
      ];
    }
    case "GetJobLog": {
      const part = { clusterId: CLUSTER, jobId: asked, logType: "all", offset: 0, size: 10_240 } as const;
      const outcome = tried(() => read(getJobLogOperation(part, log), answer));
      if (!outcome.answered) {
        return complaintsOfError(outcome.error, mustAnswer);
      }
      const { stdout, stderr } = outcome.value;
      const judged = [judgeLog(status, body, "StdoutLog"), judgeLog(status, body, "StderrLog")];
      const same = judged[0]?.equals(stdout) === true && judged[1]?.equals(stderr) === true;
      return same ? [] : ["A log is read otherwise than the answer has it."];
    }
    case "CreateJob": {
      const job = { clusterId: CLUSTER, jobName: "train", commandLine: "-- /bin/true" };
      const outcome = tried(() => read(createJobOperation(job), answer));
      if (!outcome.answered) {
        return complaintsOfError(outcome.error, mustAnswer);
      }
      const { jobId } = outcome.value;
      const words = judgeSubmission(status, body);
      if (words === null || !words.includes(jobId)) {
        return [`Job ${JSON.stringify(jobId)} is read from an answer that does not name it.`];
      }
      const isOther = mustAnswer && jobId !== asked;
      return [...(isOther ? [`Job ${jobId} is read for job ${asked}.`] : []), ...aboutTexts([jobId])];
    }
  }
}

/** What is wrong with believing an answer about a job. */
export function aboutJob(state: string | null, judged: JudgedJob | null): string[] {
  if (judged === null) {
    return [`A job in state ${JSON.stringify(state)} is read from an answer that does not say so.`];
  }
  // One task of an array is no answer about the array: whoever reads arrays as a whole looks further.
  return judged.ofArray ? [] : aboutEnd(state, judged.state);
}

function aboutEnd(state: string | null, written: string | null): string[] {
  const phase = classifyState(state);
  const end = judgeEnd(written);
  if (phase !== "succeeded" && phase !== "failed") {
    return [];
  }
  return phase === end ? [] : [`A job has ${phase} whose state is written ${JSON.stringify(written)}.`];
}

/** Texts go to terminals. */
function aboutTexts(texts: readonly (string | null)[]): string[] {
  const strange = texts.find((text) => text !== null && /\p{Cc}/u.test(text));
  return strange === undefined ? [] : [`A text holds control characters: ${JSON.stringify(strange)}.`];
}

function complaintsOfError(error: unknown, mustAnswer: boolean): string[] {
  if (!(error instanceof EhpcError)) {
    throw error;
  }
  if (mustAnswer) {
    return [`A good answer is refused: ${error.message}`];
  }
  return complaintsOfText(error);
}

/** What is wrong with what an error says. */
export function complaintsOfText(error: EhpcError): string[] {
  const { message, code, serviceMessage, requestId, parameter } = error;
  const texts = [message, code, serviceMessage, requestId, parameter];
  const secret = secretIn(texts.join("\n"));
  return [...(secret === null ? [] : [`An error holds ${secret}.`]), ...aboutTexts(texts)];
}

type Outcome<T> = { answered: true; value: T } | { answered: false; error: unknown };

function tried<T>(read: () => T): Outcome<T> {
  try {
    return { answered: true, value: read() };
  } catch (error) {
    return { answered: false, error };
  }
}
