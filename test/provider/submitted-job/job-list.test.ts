import type { ScenarioCluster, ScenarioJob } from "../../../src/emulator/scenario/scenario";
import type { CtyObject } from "../../../src/plugin/cty/value";
import * as proto from "../../../src/plugin/protocol/generated/list-resource";
import * as main from "../../../src/plugin/protocol/generated/tfplugin6";
import { fromWire, toWire } from "../../../src/plugin/rpc/dynamic-value";
import { submittedJobAttributes } from "../../../src/provider/submitted-job/submitted-job-schema";
import { ServedProvider } from "../served-provider";

let served: ServedProvider;

afterEach(() => served.close());

async function serve(cluster: ScenarioCluster) {
  served = await ServedProvider.start({ clusters: { c: cluster } });
}

const list = (config: CtyObject = {}, options = {}) =>
  served.list("ehpc_job", { cluster_id: "c", ...config }, options);
const callsOf = (operation: string) => served.emulator.calls.filter((call) => call.operation === operation);
const job = (State: string, more: object = {}): ScenarioJob => ({
  info: { State, JobName: "train", CommandLine: "-- /bin/train", JobQueue: "comp", ...more },
});

test("jobs are found with their identities, names and states", async () => {
  await serve({ jobs: { "1.manager": job("Running"), "2.manager": job("Completed", { JobName: "" }) } });
  const { events, diagnostics } = await list();
  expect(events).toEqual([
    { displayName: "train, Running", identity: { cluster_id: "c", job_id: "1.manager" }, state: null },
    { displayName: "(no name), Completed", identity: { cluster_id: "c", job_id: "2.manager" }, state: null },
  ]);
  expect(diagnostics).toEqual([]);
  expect(callsOf("GetJob")).toHaveLength(0);
});

test("filters are those of data.ehpc_jobs", async () => {
  await serve({ jobs: { 1: job("Running"), 2: job("Completed"), 3: job("Running", { JobName: "test" }) } });
  const { events } = await list({ status: "unfinished", name_regex: "^tr" });
  expect(events.map(({ identity }) => identity?.job_id)).toEqual(["1"]);
  const { diagnostics } = await list({ name_regex: "(a+)+$(" });
  expect(diagnostics).toMatchObject([{ summary: "Invalid Regular Expression" }]);
});

test("jobs come as pages arrive, and no more pages are read than the limit takes", async () => {
  await serve({ series: [{ count: 230, job: job("Running") }] });
  const pages: number[] = [];
  const { events } = await list({}, { limit: 120, onFound: () => pages.push(callsOf("ListJobs").length) });
  expect(events).toHaveLength(120);
  expect([pages[0], pages[49], pages[50], pages[119]]).toEqual([1, 1, 2, 3]);
  expect(callsOf("ListJobs")).toHaveLength(3);
  expect((await list({}, { limit: 2 })).events).toHaveLength(2);
  expect(callsOf("ListJobs")).toHaveLength(4);
  expect((await list({}, { limit: 0 })).events).toHaveLength(230);
});

test("the order of submission takes all pages", async () => {
  await serve({
    series: [{ count: 60, secondsApart: 1, job: job("Running", { CreateTime: "2024-08-16T10:00:00" }) }],
  });
  const { events } = await list({ sort: { by: "submit", order: "desc" } }, { limit: 2 });
  expect(events.map(({ identity }) => identity?.job_id)).toEqual(["60", "59"]);
});

test("an array is found once, under the ID of the whole array", async () => {
  await serve({ jobs: { 36: { ...job("Running"), arrayRequest: "1-5" }, 50: job("Running") } });
  const { events } = await list();
  expect(events.map(({ identity, displayName }) => [identity?.job_id, displayName])).toEqual([
    ["36", "train, an array"],
    ["50", "train, Running"],
  ]);
});

test("with its state, a job has what an import would read, and no more jobs are read than the limit takes", async () => {
  const info = {
    Priority: "3",
    OutputLog: "/home/train.o1",
    Variables: '{"A":"1","EHPC_SUBMISSION_TOKEN":"t"}',
  };
  await serve({ series: [{ count: 30, job: job("Running", info) }] });
  const { events } = await list({}, { withState: true, limit: 3 });
  expect(callsOf("GetJob")).toHaveLength(3);
  const [first] = events;
  const imported = await importJob("1");
  expect(first?.state).toEqual(imported);
  expect(imported).toMatchObject({
    job_id: "1",
    id: "c:1",
    job_name: "train",
    command_line: "-- /bin/train",
    queue: "comp",
    priority: 3,
    variables: { A: "1" },
    marker: "t",
    request_id: null,
  });
  const request = proto.GenerateResourceConfig_Request.encode({
    typeName: "ehpc_job",
    state: toWire(first?.state ?? null, submittedJobAttributes),
  }).finish();
  const { config } = proto.GenerateResourceConfig_Response.decode(
    await served.call("GenerateResourceConfig", request),
  );
  expect(fromWire(config, submittedJobAttributes)).toMatchObject({
    cluster_id: "c",
    job_name: "train",
    command_line: "-- /bin/train",
    job_id: null,
    state: null,
    marker: null,
  });
});

test("with states, what cannot be imported is left out, and said where it is an array", async () => {
  await serve({
    jobs: {
      1: job("Running"),
      2: { ...job("Running"), error: { code: "InvalidParams", operation: "GetJob" } },
      3: job("Running"),
    },
  });
  const { events, diagnostics } = await list({}, { withState: true });
  expect(events.map(({ identity }) => identity?.job_id)).toEqual(["1", "3"]);
  expect(diagnostics).toEqual([]);
});

test("a refusal of the service ends the list with a diagnostic", async () => {
  await serve({ error: { code: "Forbidden.RAM", operation: "ListJobs" } });
  const { events, diagnostics } = await list();
  expect(events).toEqual([]);
  expect(diagnostics).toMatchObject([{ summary: "Not Authorized" }]);
  expect(diagnostics[0]?.detail).toContain("ehpc:ListJobs");
});

/** The state that an import by identity and the read after it give. */
async function importJob(jobId: string): Promise<CtyObject | null> {
  const typeName = "ehpc_job";
  const imported = main.ImportResourceState_Response.decode(
    await served.call(
      "ImportResourceState",
      main.ImportResourceState_Request.encode({
        typeName,
        id: `c:${jobId}`,
        identity: undefined,
      }).finish(),
    ),
  );
  const [object] = imported.importedResources;
  const read = main.ReadResource_Response.decode(
    await served.call(
      "ReadResource",
      main.ReadResource_Request.encode({
        typeName,
        currentState: object?.state,
        private: object?.private ?? Buffer.alloc(0),
      }).finish(),
    ),
  );
  expect(read.diagnostics).toEqual([]);
  return fromWire(read.newState, submittedJobAttributes);
}
