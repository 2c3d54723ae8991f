import { silentLog } from "../../src/base/log";
import { Secret } from "../../src/base/secret";
import { getJobOperation } from "../../src/ehpc/job/get-job";
import { getJobLogOperation } from "../../src/ehpc/job-log/get-job-log";
import { listJobsOperation } from "../../src/ehpc/list/list-jobs";
import { createJobOperation } from "../../src/ehpc/submit/create-job";
import type { JobRequest } from "../../src/ehpc/submit/job-request";
import { stopJobsOperation } from "../../src/ehpc/submit/stop-jobs";
import { type AttributeJson, providerSchemaJson, type SchemaJson } from "../../src/plugin/schema/schema-json";
import { ehpc } from "../../src/provider/provider";
import { DOCUMENTED_FIELDS } from "./documented-fields";
import { fieldsTables } from "./fields-table";
import { RecordedObject } from "./recorded-object";

const TABLES = fieldsTables();

/** What every operation has, and no operation reads by itself: `readAnswer` does. */
const OF_EVERY_ANSWER = ["RequestId", "Success"];

const PARTS = (["GetJob", "ListJobs", "GetJobLog", "CreateJob", "StopJobs"] as const).flatMap((operation) =>
  (["request", "response"] as const).map((part) => [operation, part] as const),
);

test.each(PARTS)("each field that the service documents for %s's %s has a row, and nothing else", (...of) => {
  const [operation, part] = of;
  const fields = (TABLES[`${operation} ${part}`] ?? []).map(({ field }) => field);

  expect([...fields].sort()).toEqual([...DOCUMENTED_FIELDS[operation][part]].sort());
});

test("each row says where its field is, or why it is not here", () => {
  const silent = Object.values(TABLES)
    .flat()
    .filter(({ places, remarks }) => places.length === 0 && remarks === "");

  expect(silent).toEqual([]);
});

test("each place that a row names exists in the provider's schema", () => {
  const places = Object.values(TABLES).flatMap((rows) => rows.flatMap((row) => row.places));

  const known = [...attributesOfDataSources(), ...attributesOfJob()];

  expect(places.filter((place) => !known.includes(place))).toEqual([]);
});

test("each argument of ehpc_job is the place of a field, or is of the provider's own making", () => {
  const { resource_schemas } = providerSchemaJson(ehpc({}));
  const sent = (TABLES["CreateJob request"] ?? []).flatMap(({ places }) => places);
  const given = Object.entries(resource_schemas.ehpc_job?.block.attributes ?? {}).flatMap(
    ([name, { required, optional }]) => (required || optional ? [`ehpc_job.${name}`] : []),
  );
  const own = ["on_destroy", "stop_timeout", "token", "triggers"].map((name) => `ehpc_job.${name}`);

  expect(given.filter((place) => !sent.includes(place)).sort()).toEqual(own);
});

test("each argument and result of the data sources is the place of a field, or is of the provider's own making", () => {
  const places = new Set(Object.values(TABLES).flatMap((rows) => rows.flatMap((row) => row.places)));
  const own =
    /^data\.\w+\.(?:id|jobs\.id|jobs\.whole_job_id|whole_job_ids|name_regex|limit|limit_certain|array_summary|success_states|failure_states|allow_missing)$|^data\.ehpc_jobs\.(?:job_ids|array_job_id|complete|gaps|counts(?:\.\w+)?|task_ids|unlisted_ids)$|\.wait/;

  expect(attributesOfDataSources().filter((place) => !places.has(place) && !own.test(place))).toEqual([]);
});

test("a completion has the names of a lookup, but for those that it cannot have", () => {
  const { data_source_schemas, resource_schemas } = providerSchemaJson(ehpc({}));
  const ofCompletion = namesOf(resource_schemas.ehpc_job_completion);
  const absent = namesOf(data_source_schemas.ehpc_job).filter((name) => !ofCompletion.includes(name));

  expect(absent).toEqual(["allow_missing", "wait"]);
});

test("the ephemeral log has the names of the data source, but for its ID", () => {
  const { data_source_schemas, ephemeral_resource_schemas } = providerSchemaJson(ehpc({}));
  const ofEphemeral = namesOf(ephemeral_resource_schemas.ehpc_job_log);

  expect(namesOf(data_source_schemas.ehpc_job_log).filter((name) => !ofEphemeral.includes(name))).toEqual([
    "id",
  ]);
});

/** A job with all that can be requested. */
const WHOLE_JOB: Required<JobRequest> = {
  clusterId: "c",
  jobName: "n",
  commandLine: "/bin/true",
  jobQueue: "q",
  runAsUser: "u",
  runAsUserPassword: new Secret("p"),
  priority: 1,
  stdoutPath: "/o",
  stderrPath: "/e",
  arrayRequest: "1-2",
  variables: { A: "1" },
  wallTimeSeconds: 1,
  postCommandLine: "/bin/true",
  resources: { nodes: 1, cores: 1, gpus: 1, memory: "1gb" },
};

test("what is sent to the service has a row, and each row with a place is sent", () => {
  const ids = { clusterId: "c", jobId: "1" };
  const page = { clusterId: "c", pageNumber: 1, pageSize: 50, status: "all", jobName: "n" } as const;
  const filter = { users: ["u"], queues: ["q"], nodes: ["n"], createdAfter: 1, createdBefore: 2 };
  const sorts = (["submit", "execute", "pend"] as const).map((by) => ({ by, order: "asc" }) as const);
  const log = { ...ids, logType: "all", offset: 0, size: 1 } as const;
  const sent = {
    GetJob: [getJobOperation(ids, silentLog)],
    ListJobs: sorts.map((sort) => listJobsOperation({ ...page, ...filter, sort }, silentLog)),
    GetJobLog: [getJobLogOperation(log, silentLog)],
    CreateJob: [createJobOperation(WHOLE_JOB)],
    StopJobs: [stopJobsOperation({ clusterId: "c", jobIds: ["1"] })],
  };

  for (const [operation, operations] of Object.entries(sent)) {
    const rows = TABLES[`${operation} request`] ?? [];
    const fields = new Set(operations.flatMap(({ query }) => parametersOf(query)));
    expect([...fields].filter((field) => !rows.some((row) => row.field === field))).toEqual([]);
    expect(rows.filter(({ field, places }) => places.length > 0 && !fields.has(field))).toEqual([]);
  }
});

test("what is read from an answer has a row, and each row with a place is read", () => {
  const ids = { clusterId: "c", jobId: "1" };
  const page = { clusterId: "c", pageNumber: 1, pageSize: 50, status: "all" } as const;
  const operations = {
    GetJob: getJobOperation(ids, silentLog),
    ListJobs: listJobsOperation(page, silentLog),
    GetJobLog: getJobLogOperation({ ...ids, logType: "all", offset: 0, size: 1 }, silentLog),
  };

  for (const [operation, { read }] of Object.entries(operations)) {
    const rows = TABLES[`${operation} response`] ?? [];
    const asked = new Set<string>();
    read({
      requestId: null,
      members: RecordedObject.of(answerOf(rows.map(({ field }) => field)), asked),
      shown: (text) => text,
    });
    const known = new Set(rows.map(({ field }) => field));
    const unread = rows.filter(({ field, places }) => places.length > 0 && !asked.has(field));

    expect([...asked].filter((field) => !known.has(field))).toEqual([]);
    // The variables of a listed job have names of their own.
    expect(unread.map(({ field }) => field).filter((field) => !OF_EVERY_ANSWER.includes(field))).toEqual([]);
  }
});

function namesOf(schema: SchemaJson | undefined): string[] {
  return Object.keys(schema?.block.attributes ?? {}).sort();
}

/** Every attribute of the resource `ehpc_job`. */
function attributesOfJob(): string[] {
  const { resource_schemas } = providerSchemaJson(ehpc({}));
  return attributePaths("ehpc_job", resource_schemas.ehpc_job?.block.attributes ?? {});
}

/** Every attribute of the data sources, such as `data.ehpc_jobs.jobs.resources.nodes`. */
function attributesOfDataSources(): string[] {
  const { data_source_schemas } = providerSchemaJson(ehpc({}));
  return Object.entries(data_source_schemas).flatMap(([type, { block }]) =>
    attributePaths(`data.${type}`, block.attributes),
  );
}

function attributePaths(parent: string, attributes: Readonly<Record<string, AttributeJson>>): string[] {
  return Object.entries(attributes).flatMap(([name, { nested_type }]) => [
    `${parent}.${name}`,
    ...attributePaths(`${parent}.${name}`, nested_type?.attributes ?? {}),
  ]);
}

/** The parameters of a request, and what is inside of those that are JSON. */
function parametersOf(query: Readonly<Record<string, string>>): string[] {
  return Object.entries(query).flatMap(([name, value]) =>
    value.startsWith("{") ? [name, ...membersOf(name, JSON.parse(value))] : [name],
  );
}

function membersOf(parent: string, value: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(value).flatMap(([name, member]) => {
    const path = `${parent}.${name}`;
    const isObject = typeof member === "object" && member !== null && !Array.isArray(member);
    return isObject ? [path, ...membersOf(path, { ...member })] : [path];
  });
}

/** An answer with a value for each of the fields. Each list in it has one element. */
function answerOf(fields: readonly string[], parent = ""): Record<string, unknown> {
  const inside = fields
    .filter((field) => field.startsWith(parent))
    .map((field) => field.slice(parent.length));
  const names = new Set(inside.map((field) => /^\w+/.exec(field)?.[0] ?? ""));
  const entries = [...names].map((name): [string, unknown] => {
    if (inside.some((field) => field.startsWith(`${name}[].`))) {
      return [name, [answerOf(fields, `${parent}${name}[].`)]];
    }
    if (inside.some((field) => field.startsWith(`${name}.`))) {
      return [name, answerOf(fields, `${parent}${name}.`)];
    }
    return [name, name.endsWith("Log") ? Buffer.from("text").toString("base64") : "1"];
  });
  return Object.fromEntries(entries);
}
