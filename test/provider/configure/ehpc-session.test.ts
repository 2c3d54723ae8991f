import { EhpcError } from "../../../src/base/errors";
import type { Job } from "../../../src/ehpc/job/job";
import { type EhpcApi, ehpcSession } from "../../../src/provider/configure/ehpc-session";

/** A session on a client that counts its calls and answers when it is told to. */
function counted() {
  const calls: string[] = [];
  let time = 0;
  let answer: () => Promise<Job> = async () => ({}) as Job;
  const api: Pick<EhpcApi, "getJob"> = {
    getJob: async ({ clusterId, jobId }) => {
      calls.push(`${clusterId}:${jobId}`);
      return { requestId: String(calls.length), job: await answer() };
    },
  };
  let connections = 0;
  const connect = async () => {
    connections += 1;
    return api as EhpcApi;
  };
  return {
    calls,
    session: ehpcSession("http://127.0.0.1", connect, () => time),
    connections: () => connections,
    pass: (ms: number) => {
      time += ms;
    },
    answerWith: (next: typeof answer) => {
      answer = next;
    },
  };
}

const { signal } = new AbortController();
const JOB = { clusterId: "c", jobId: "1" };

test("no client is made before the first read, and one serves all", async () => {
  const { session, connections } = counted();
  expect(connections()).toBe(0);
  await Promise.all([session.getJob(JOB, signal), session.getJob({ ...JOB, jobId: "2" }, signal)]);
  expect(connections()).toBe(1);
});

test("reads of one job at the same time share one call", async () => {
  const { session, calls } = counted();
  const answers = await Promise.all([1, 2, 3].map(() => session.getJob(JOB, signal)));
  expect(calls).toEqual(["c:1"]);
  expect(answers.map(({ requestId }) => requestId)).toEqual(["1", "1", "1"]);
});

test("an answer serves for two seconds, and then the job is asked for again", async () => {
  const { session, calls, pass } = counted();
  await session.getJob(JOB, signal);
  pass(1_999);
  await session.getJob(JOB, signal);
  expect(calls).toHaveLength(1);
  pass(1);
  await session.getJob(JOB, signal);
  expect(calls).toHaveLength(2);
});

test("jobs whose IDs merely concatenate to the same text are different jobs", async () => {
  const { session, calls } = counted();
  await Promise.all([
    session.getJob({ clusterId: "a:b", jobId: "c" }, signal),
    session.getJob({ clusterId: "a", jobId: "b:c" }, signal),
  ]);
  expect(calls).toHaveLength(2);
});

test("a failure is shared by those who wait for it and not kept", async () => {
  const { session, calls, answerWith } = counted();
  answerWith(async () => {
    throw new EhpcError("unavailable", "Not now.");
  });
  const failed = await Promise.allSettled([session.getJob(JOB, signal), session.getJob(JOB, signal)]);
  expect(failed.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(calls).toHaveLength(1);
  answerWith(async () => ({}) as Job);
  await session.getJob(JOB, signal);
  expect(calls).toHaveLength(2);
});
