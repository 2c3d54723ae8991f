import { MARKER_VARIABLE } from "../../../src/ehpc/submit/marker";
import { UNKNOWN } from "../../../src/plugin/cty/value";
import type { State } from "../../../src/provider/submitted-job/job-of-state";
import { CLUSTER, failed, failure, job, over, PLANNED } from "./handlers";

const accepted = { jobId: "10", requestId: "R-1", adopted: false };
const submitted = { submit: async () => accepted, getJob: async () => ({ requestId: "R-2", job: job() }) };

test("a job is submitted once, and shown as the scheduler shows it", async () => {
  const { create, calls } = over(submitted);
  expect(await create()).toMatchObject({
    id: `${CLUSTER}:10`,
    job_id: "10",
    request_id: "R-1",
    found: true,
    state: "Running",
    phase: "running",
    queue: "workq",
    output_log: "/home/train.o10",
  });
  expect(calls).toEqual(["submit", "read 10"]);
});

test("each argument reaches the request in the service's terms, and what is left out does not", async () => {
  const { create, requests } = over(submitted);
  await create();
  const all = {
    queue: "gpu",
    run_as_user: "trainer",
    priority: 3,
    output_log: "/home/o",
    error_log: "/home/e",
    array_request: "1-5:2",
    variables: { EPOCHS: "20" },
    wall_time: "1h30m",
    post_command_line: "/home/clean.sh",
    resources: { nodes: 1, cores: null, memory: "1gb", gpus: 0 },
  };
  await create(all, "hunter2!");
  const least = { clusterId: CLUSTER, jobName: "train", commandLine: "/home/train.sh" };
  expect(requests[0]).toEqual(least);
  expect(requests[1]?.runAsUserPassword?.reveal()).toBe("hunter2!");
  expect({ ...requests[1], runAsUserPassword: undefined }).toEqual({
    ...least,
    jobQueue: "gpu",
    runAsUser: "trainer",
    runAsUserPassword: undefined,
    priority: 3,
    stdoutPath: "/home/o",
    stderrPath: "/home/e",
    arrayRequest: "1-5:2",
    variables: { EPOCHS: "20" },
    wallTimeSeconds: 5_400,
    postCommandLine: "/home/clean.sh",
    resources: { nodes: 1, memory: "1gb", gpus: 0 },
  });
});

test("resources that are given stay as they are given, and the others are the cluster's", async () => {
  const { create } = over(submitted);
  const resources = { nodes: null, cores: 4, memory: "1024mb", gpus: null };
  expect(await create({ resources })).toMatchObject({
    resources: { nodes: 1, cores: 4, memory: "1024mb", gpus: null },
  });
  expect(await create()).toMatchObject({ resources: { nodes: 1, cores: 2, memory: "1gb", gpus: null } });
});

test("variables that the cluster adds are shown, and the marker is not among them", async () => {
  const { create } = over({
    submit: async (_, { marker }) => {
      shown = { HOME: "/home", [MARKER_VARIABLE]: marker };
      return accepted;
    },
    getJob: async () => ({ requestId: null, job: job({ variables: shown }) }),
  });
  let shown = {};
  expect(await create()).toMatchObject({ variables: { HOME: "/home" }, state: "Running" });
});

test("a job that the scheduler does not show yet, or shows as another, is created without its state", async () => {
  const hidden = over({
    ...submitted,
    getJob: async () => {
      throw failure("job-not-found");
    },
  });
  expect(await hidden.create()).toMatchObject({ job_id: "10", found: true, state: null, phase: "unknown" });
  const other = job({ variables: { [MARKER_VARIABLE]: "another" } });
  const shown = over({ ...submitted, getJob: async () => ({ requestId: null, job: other }) });
  expect(await shown.create()).toMatchObject({ job_id: "10", state: null });
});

/** A service that takes a submission, and does not say what became of it. */
const uncertain: NonNullable<Parameters<typeof over>[0]["submit"]> = async (_, { onSend }) => {
  onSend?.();
  throw failure("submission-uncertain");
};

test.each([null, "train-7"])(
  "an uncertain submission with token %s keeps its marker, and the destroy of it stops what it led to",
  async (token) => {
    const { create, calls, destroy } = over({
      submit: uncertain,
      findSubmitted: async () =>
        [
          { jobId: "10", state: "Running" },
          { jobId: "11", state: "Completed" },
        ] as never,
    });
    const { summary, detail, kept } = await failed(create({ token }));
    expect(summary).toBe("Submission Uncertain");
    expect(detail).toContain("It is submission-uncertain.");
    expect(detail).toContain("stops it if it runs");
    expect(detail?.includes("terraform state rm")).toBe(token !== null);
    const marker = String(kept?.marker);
    expect(detail).toContain(marker);
    await destroy({ ...(await over(submitted).create()), job_id: null, marker, on_destroy: "keep" });
    expect(calls.slice(1)).toEqual([`find ${marker}`, "stop 10 in 120000 ms"]);
  },
);

test("Ctrl-C during a submission answers before the provider gives up, and keeps the marker", async () => {
  const { create, interrupt } = over({
    submit: (_, { onSend }) => {
      onSend?.();
      return new Promise(() => {});
    },
  });
  const work = failed(create());
  await new Promise((resolve) => setImmediate(resolve));
  interrupt();
  let answered = false;
  void work.then(() => {
    answered = true;
  });
  // The provider gives up a handler in the next turn of the event loop.
  await new Promise((resolve) => setImmediate(resolve));
  expect(answered).toBe(true);
  expect(await work).toMatchObject({ summary: "Submission Uncertain", kept: { marker: expect.any(String) } });
});

test("Ctrl-C before a submission submits nothing, and after it loses nothing", async () => {
  const before = over(submitted);
  before.interrupt();
  await expect(before.create()).rejects.toThrow();
  expect(before.calls).toEqual([]);
  const after = over({ ...submitted, getJob: () => new Promise(() => {}) });
  const work = after.create();
  while (after.calls.length < 2) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  after.interrupt();
  expect(await work).toMatchObject({ job_id: "10", state: null });
});

test("the job that was stopped with an uncertain submission is not taken for the next one of its token", async () => {
  const interrupted = over({ submit: uncertain });
  const { kept } = await failed(interrupted.create({ token: "t" }));
  let except: unknown;
  const { create, destroy, calls } = over({
    ...submitted,
    submit: async (_, options) => {
      except = options.except;
      return accepted;
    },
    findSubmitted: async () =>
      [
        { jobId: "8", state: "Running" },
        { jobId: "9", state: "Failed" },
      ] as never,
  });
  await destroy({ ...PLANNED, token: "t", marker: kept?.marker } as State);
  await create({ token: "t" });
  expect(calls).toContain("stop 8 in 120000 ms");
  expect([...(except as Set<string>)]).toEqual(["8"]);
});

test("an object that has adopted the job of an uncertain submission keeps it", async () => {
  const { create, destroy, calls } = over({
    ...submitted,
    submit: async () => ({ ...accepted, adopted: true }),
    findSubmitted: async () => [{ jobId: "10", state: "Running" }] as never,
  });
  const { marker } = await create({ token: "t" });
  await destroy({ ...PLANNED, token: "t", marker } as State);
  expect(calls.at(-1)).toBe(`find ${marker}`);
});

test("a token that an object of the state has is warned about, whichever Terraform asks for first", async () => {
  const held = over(submitted);
  const made = await held.create({ token: "t" });
  const planned = over(submitted);
  expect(planned.planCreate({ token: "t" })).toEqual([]);
  await planned.read(made);
  expect(planned.warnings).toEqual(["Token In Use"]);
  const read = over(submitted);
  await read.read({ ...made, token: null });
  expect(read.planCreate({ token: "t" })).toEqual([
    {
      severity: "warning",
      summary: "Token In Use",
      detail: expect.stringContaining(`names the job ${CLUSTER}:10`),
      path: ["token"],
    },
  ]);
  expect(read.planCreate({ token: "t", command_line: "/home/other.sh" })).toEqual([]);
  expect(read.planCreate({ token: "u" })).toEqual([]);
  expect(read.planCreate()).toEqual([]);
});

test("the job that this run has just submitted is not stopped with an uncertain submission of its token", async () => {
  let submit = () => {};
  const { create, destroy, calls } = over({
    ...submitted,
    submit: async () => {
      await new Promise<void>((resolve) => {
        submit = resolve;
      });
      return accepted;
    },
    findSubmitted: async () => [{ jobId: "10", state: "Running" }] as never,
  });
  const { marker } = await over(submitted).create({ token: "t" });
  const creation = create({ token: "t" });
  const destruction = destroy({ ...PLANNED, token: "t", marker } as State);
  await new Promise((resolve) => setImmediate(resolve));
  expect(calls).toEqual([`find or submit ${marker}`]);
  submit();
  await Promise.all([creation, destruction]);
  expect(calls.filter((call) => call.startsWith("stop"))).toEqual([]);
});

test("a token with arguments that are not known yet is left to the apply", async () => {
  const { read, planCreate, create } = over(submitted);
  await read(await create({ token: "t" }));
  expect(planCreate({ token: "t", command_line: UNKNOWN as never })).toEqual([]);
});

test("a token is looked for first, and keeps no state when that fails before anything is submitted", async () => {
  const { create, calls } = over({
    submit: async () => {
      throw failure("submission-uncertain");
    },
  });
  const { summary, detail, kept } = await failed(create({ token: "train-7" }));
  expect(summary).toBe("Submission Uncertain");
  expect(detail).toContain("This apply submitted nothing.");
  expect(kept).toBeNull();
  expect(calls[0]).toMatch(/^find or submit train-7-[0-9a-f]{12}$/);
});

test("other work under the same token is another submission, and how it is destroyed is no work", async () => {
  const marker = async (more: object) => {
    const { create, calls } = over(submitted);
    await create({ token: "t", ...more });
    return calls[0];
  };
  const first = await marker({ triggers: { a: "1", b: "2" } });
  expect(await marker({ triggers: { b: "2", a: "1" }, on_destroy: "keep" })).toBe(first);
  expect(await marker({ triggers: { a: "1", b: "3" } })).not.toBe(first);
  expect(await marker({ triggers: { a: "1", b: "2" }, command_line: "/home/other.sh" })).not.toBe(first);
});

test("two objects do not share a job by the same token", async () => {
  const { create, calls } = over(submitted);
  await create({ token: "t" });
  const { summary, detail } = await failed(create({ token: "t" }));
  expect(summary).toBe("Token Used Twice");
  expect(detail).toContain(`such as "t-\${count.index}"`);
  expect(calls.filter((call) => call.startsWith("find"))).toHaveLength(1);
  await create({ token: "t", command_line: "/home/other.sh" });
});

test("a job that is adopted by its token is told in a warning", async () => {
  const { create, warnings } = over({
    submit: async () => ({ ...accepted, adopted: true }),
    getJob: async () => ({ requestId: null, job: job({ state: "Cancelled" }) }),
  });
  await create({ token: "t" });
  expect(warnings).toEqual(["Job Adopted"]);
});

test("a job that this apply replaces is not taken for the new one of the same token", async () => {
  let except: unknown;
  const { create, destroy, calls } = over({
    ...submitted,
    submit: async (_, options) => {
      except = options.except;
      return { ...accepted, jobId: "11" };
    },
  });
  const old = await over(submitted).create({ token: "t" });
  await destroy(old);
  expect(await create({ token: "t" })).toMatchObject({ job_id: "11" });
  expect(calls).toContain("stop 10 in 120000 ms");
  expect([...(except as Set<string>)]).toEqual(["10"]);
});

test("a job is not submitted before the one of the same token, which another object had, has ended", async () => {
  let end = () => {};
  const { create, destroy, calls } = over({
    ...submitted,
    stop: () =>
      new Promise<void>((resolve) => {
        end = resolve;
      }),
  });
  const old = await over(submitted).create({ token: "t" });
  const destruction = destroy(old);
  const creation = create({ token: "t" });
  while (!calls.includes("stop 10 in 120000 ms")) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(calls).not.toContain(`find or submit ${old.marker}`);
  end();
  await Promise.all([destruction, creation]);
  expect(calls).toContain(`find or submit ${old.marker}`);
});

test("a job that the new object has adopted is not stopped with the old object", async () => {
  const { create, destroy, calls } = over({
    submit: async () => ({ ...accepted, adopted: true }),
    getJob: async () => ({ requestId: null, job: job() }),
  });
  const made = await create({ token: "t" });
  calls.length = 0;
  await destroy({ ...made });
  expect(calls).toEqual([]);
  await destroy({ ...made, cluster_id: "ehpc-hz-other" });
  expect(calls).toContain("stop 10 in 120000 ms");
});

test("a refusal says which argument to correct, or which permission is missing", async () => {
  const refused = over({
    submit: async () => {
      throw failure("forbidden");
    },
  });
  const { summary, detail, kept } = await failed(refused.create());
  expect(summary).toBe("Not Authorized");
  expect(detail).toContain("ehpc:CreateJob, ehpc:StopJobs, ehpc:GetJob and ehpc:ListJobs");
  expect(kept).toBeNull();
});
