/** The fields of one operation as the service documents them (API version 2024-07-30). */
export interface DocumentedFields {
  readonly request: readonly string[];
  readonly response: readonly string[];
}

const below = (parent: string, ...names: readonly string[]) => [
  parent,
  ...names.map((name) => `${parent}.${name}`),
];

/** Every field of the five operations that the provider calls. `[]` stands for the elements of a list. */
export const DOCUMENTED_FIELDS: Readonly<
  Record<"GetJob" | "ListJobs" | "GetJobLog" | "CreateJob" | "StopJobs", DocumentedFields>
> = {
  GetJob: {
    request: ["ClusterId", "JobId"],
    response: [
      "RequestId",
      "Success",
      ...below("JobInfo", "JobId", "JobName", "State", "RunasUser", "JobQueue", "Priority", "CommandLine"),
      ...["CreateTime", "StartTime", "LastModifyTime", "OutputLog", "ErrorLog", "NodeList"].map(inJobInfo),
      ...["ArrayRequest", "ArrayJobId", "ArrayJobSubId", "ExtraInfo"].map(inJobInfo),
      ...below("JobInfo.Resources", "Nodes", "Cores", "Memory", "Gpus"),
      ...below("JobInfo.ResourcesUsed", "Nodes", "Cores", "Memory"),
      "JobInfo.Variables",
      "JobInfo.Variables[].Name",
      "JobInfo.Variables[].Value",
    ],
  },
  ListJobs: {
    request: [
      "ClusterId",
      "PageNumber",
      "PageSize",
      ...below("JobFilter", "JobStatus", "JobName", "Users", "Queues", "Nodes"),
      "JobFilter.CreateTimeStart",
      "JobFilter.CreateTimeEnd",
      ...below("JobFilter.SortBy", "ExecuteOrder", "SubmitOrder", "PendOrder"),
      "JobFilter.Diagnosis",
      "JobFilter.Diagnosis[].Option",
      "JobFilter.Diagnosis[].Operator",
      "JobFilter.Diagnosis[].Threshold",
    ],
    response: [
      "RequestId",
      "Success",
      "TotalCount",
      "PageNumber",
      "PageSize",
      "Jobs",
      "Jobs[].JobName",
      ...below(
        "Jobs[].JobSpec",
        "Id",
        "State",
        "RunasUser",
        "JobQueue",
        "Priority",
        "SubmitTime",
        "StartTime",
      ),
      ...["LastModifyTime", "StdoutPath", "StderrPath", "Comment", "NodeList", "Variables"].map(inJobSpec),
      ...["ArrayRequest", "ArrayJobId", "ArrayJobSubId"].map(inJobSpec),
      ...below("Jobs[].JobSpec.Resources", "Nodes", "Cores", "Memory", "Gpus"),
      ...below("Jobs[].JobSpec.ResourcesActualOccupied", "Nodes", "Cores", "Memory", "Gpus"),
    ],
  },
  GetJobLog: {
    request: ["ClusterId", "JobId", "LogType", "Offset", "Size"],
    response: ["RequestId", "Success", "JobId", "StdoutLog", "StderrLog", "StdoutLogSize", "StderrLogSize"],
  },
  CreateJob: {
    request: [
      "ClusterId",
      "JobName",
      ...below("JobSpec", "CommandLine", "RunasUser", "RunasUserPassword", "JobQueue", "Priority"),
      ...["StdoutPath", "StderrPath", "ArrayRequest", "Variables", "WallTime", "PostCmdLine"].map(
        (name) => `JobSpec.${name}`,
      ),
      ...below("JobSpec.Resources", "Nodes", "Cores", "Gpus", "Memory"),
    ],
    response: ["RequestId", "Success", "JobId"],
  },
  StopJobs: {
    request: ["ClusterId", "JobIds"],
    response: ["RequestId", "Success"],
  },
};

function inJobInfo(name: string): string {
  return `JobInfo.${name}`;
}

function inJobSpec(name: string): string {
  return `Jobs[].JobSpec.${name}`;
}
