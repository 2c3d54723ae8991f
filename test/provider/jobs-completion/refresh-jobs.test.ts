import type { JobListRequest } from "../../../src/ehpc/list/list-all-jobs";
import type { EhpcSession } from "../../../src/provider/configure/ehpc-session";
import { refreshJobs } from "../../../src/provider/jobs-completion/refresh-jobs";

type State = Parameters<typeof refreshJobs>[0];

/** The lists that a refresh asks for, of jobs that were submitted at these times. */
async function requestsFor(...times: readonly (string | null)[]): Promise<JobListRequest[]> {
  const requests: JobListRequest[] = [];
  const client = {
    listJobs: async (request: JobListRequest) => {
      requests.push(request);
      return { jobs: [] };
    },
  } as unknown as EhpcSession;
  const jobs = Object.fromEntries(times.map((create_time, index) => [String(index), { create_time }]));
  const state = { cluster_id: "ehpc-hz-1", jobs } as unknown as State;
  await refreshJobs(state, client, { signal: new AbortController().signal, warn: () => {} });
  return requests;
}

it("asks only for the time in which the jobs were submitted, and not for the history since", async () => {
  expect(await requestsFor("2024-08-20T02:54:46Z", "2024-08-20T01:00:00Z", "2024-08-20T03:00:00Z")).toEqual([
    {
      clusterId: "ehpc-hz-1",
      status: "all",
      brief: true,
      createdAfter: 1_724_115_600,
      createdBefore: 1_724_122_800,
    },
  ]);
});

it("asks for no list where the time of a job is not known", async () => {
  expect(await requestsFor("2024-08-20T02:54:46Z", null)).toEqual([]);
});
