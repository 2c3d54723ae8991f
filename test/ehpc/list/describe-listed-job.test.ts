import { silentLog } from "../../../src/base/log";
import { describeJob } from "../../../src/ehpc/job/describe-job";
import { describeListedJob } from "../../../src/ehpc/list/describe-listed-job";
import { aJob } from "../job/a-job";
import { aListedJob } from "./a-listed-job";

const same = {
  jobName: "train",
  state: "FINISHED",
  runAsUser: "testuser",
  jobQueue: "workq",
  priority: 3,
  outputLog: "/home/train.o1",
  errorLog: "/home/train.e1",
  nodeList: "compute[1-2]",
  arrayRequest: "1-5:2",
  arrayJobId: "1",
  arrayJobSubId: "3",
  resources: { nodes: 1, cores: 2, memory: "1gb", gpus: 1 },
  variables: { A: "b" },
};

it("describes a job as GetJob does, except for fields that only one of them has", () => {
  const { command_line, extra_info, resources_used, array_summary, ...described } = describeJob(
    aJob(same),
    {},
    silentLog,
  );
  expect(describeListedJob(aListedJob({ ...same, jobId: "1.manager" }), {}, silentLog)).toEqual({
    ...described,
    job_id: "1.manager",
    whole_job_id: "1.manager",
    resources_used: null,
    comment: null,
  });
});

it("gives times in RFC 3339, in UTC", () => {
  const times = { submitTime: 1_724_122_486, startTime: 1_724_122_490.9, lastModifyTime: null };
  expect(describeListedJob(aListedJob(times), {}, silentLog)).toMatchObject({
    create_time: "2024-08-20T02:54:46Z",
    start_time: "2024-08-20T02:54:50Z",
    last_modify_time: null,
  });
});

it("has no time for one that RFC 3339 cannot write", () => {
  const times = { submitTime: 253_402_300_799, startTime: 253_402_300_800, lastModifyTime: 1e15 };
  expect(describeListedJob(aListedJob(times), {}, silentLog)).toMatchObject({
    create_time: "9999-12-31T23:59:59Z",
    start_time: null,
    last_modify_time: null,
  });
});

it("has the GPUs in use and the comment, which GetJob lacks", () => {
  const job = aListedJob({
    resourcesUsed: { nodes: 1, cores: 2, memory: "1gb", gpus: 1 },
    comment: "nightly",
  });
  expect(describeListedJob(job, {}, silentLog)).toMatchObject({
    resources_used: { nodes: 1, cores: 2, memory: "1gb", gpus: 1 },
    comment: "nightly",
  });
});

it("reads states as the caller does", () => {
  expect(describeListedJob(aListedJob({ state: "F" }), { failureStates: ["f"] }, silentLog)).toMatchObject({
    phase: "failed",
    finished: true,
  });
});
