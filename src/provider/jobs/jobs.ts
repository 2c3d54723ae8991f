import { describeListedJob } from "../../ehpc/list/describe-listed-job";
import { listGaps } from "../../ehpc/list/list-gaps";
import { listedTwice } from "../../ehpc/list/listed-twice";
import { dataSource } from "../../plugin/author/data-source";
import { clientLog } from "../client-log";
import type { EhpcSession } from "../configure/ehpc-session";
import { stateListsOf } from "../job/job-query";
import { chosenJobs } from "./chosen-jobs";
import { countPhases } from "./count-phases";
import { explainedList, incompleteList } from "./explained-list";
import { jobListOf, jobsProblems, listIdOf } from "./jobs-query";
import { jobsAttributes } from "./jobs-schema";

/** `data.ehpc_jobs`: the jobs of a cluster, from ListJobs. */
export const jobs = dataSource<EhpcSession>()({
  description:
    "Lists jobs of an E-HPC cluster (ListJobs), from all pages: all jobs, or only the jobs that match the arguments. The list has no gaps or duplicates, even if jobs come and go during the read; if the provider cannot ensure that, a warning says so.",
  attributes: jobsAttributes,
  validate: jobsProblems,

  async read({ config, client, signal, logger, warn }) {
    const request = jobListOf(config, config.limit);
    try {
      const list = await client.listJobs(request, signal);
      const gaps = listGaps(list);
      if (gaps.length > 0) {
        warn(incompleteList(gaps));
      }
      const { entries, tasks, gaps: doubts } = chosenJobs(list.jobs, config);
      const allGaps = [...gaps, ...doubts, ...listedTwice(list)];
      const lists = stateListsOf(config);
      const log = clientLog(logger);
      const variables: Record<string, string>[] = [];
      const described = entries.map((job) => {
        const { variables: ofJob, ...description } = describeListedJob(job, lists, log);
        variables.push(ofJob ?? {});
        return { id: `${request.clusterId}:${job.jobId}`, ...description };
      });
      return {
        id: listIdOf(request, config),
        request_id: list.requestId,
        total_count: list.totalCount,
        limit_certain: list.limitCertain === null ? null : gaps.length === 0,
        complete: allGaps.length === 0,
        gaps: allGaps,
        counts: countPhases(tasks, lists),
        ids: entries.map(({ jobId }) => jobId ?? ""),
        whole_job_ids: described.map(({ whole_job_id }) => whole_job_id ?? ""),
        task_ids: tasks.map(({ jobId }) => jobId),
        unlisted_ids: tasks.filter(({ entry }) => entry === null).map(({ jobId }) => jobId),
        names: described.map(({ job_name }) => job_name ?? ""),
        jobs: described,
        variables,
      };
    } catch (error) {
      throw explainedList(error, config.cluster_id, client);
    }
  },
});
