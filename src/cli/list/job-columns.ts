import type { ListedJobDescription } from "../../ehpc/list/describe-listed-job";
import { type Colors, inPhase } from "../terminal/colors";
import type { Column } from "../terminal/columns";

/** What columns show of a job. */
export type ShownJob = Pick<
  ListedJobDescription,
  | "job_id"
  | "job_name"
  | "state"
  | "phase"
  | "run_as_user"
  | "job_queue"
  | "node_list"
  | "create_time"
  | "start_time"
>;

/** The columns for the jobs of a cluster. */
export function jobColumns(colors: Colors): Column<ShownJob>[] {
  return [
    { header: "JOB ID", text: ({ job_id }) => job_id },
    { header: "NAME", text: ({ job_name }) => job_name, cutTo: 12 },
    {
      header: "STATE",
      text: ({ state }) => state,
      cutTo: 12,
      decorate: (text, { phase }) => inPhase(text, phase, colors),
    },
    { header: "PHASE", text: ({ phase }) => phase, leaveOut: 6 },
    { header: "USER", text: ({ run_as_user }) => run_as_user, cutTo: 8, leaveOut: 4 },
    { header: "QUEUE", text: ({ job_queue }) => job_queue, cutTo: 8, leaveOut: 3 },
    { header: "NODES", text: ({ node_list }) => node_list, cutTo: 10, leaveOut: 2 },
    {
      header: "SUBMITTED",
      text: ({ create_time }) => create_time,
      shortText: ({ create_time }) => toTheMinute(create_time),
      leaveOut: 5,
    },
    {
      header: "STARTED",
      text: ({ start_time }) => start_time,
      shortText: ({ start_time }) => toTheMinute(start_time),
      leaveOut: 7,
    },
  ];
}

/** `2024-08-20T02:54:46Z` as `2024-08-20T02:54Z`. */
function toTheMinute(time: string | null): string | null {
  return time === null ? null : time.replace(/:\d\dZ$/, "Z");
}
