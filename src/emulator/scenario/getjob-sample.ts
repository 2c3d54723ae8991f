import type { Scenario } from "./scenario";

/**
 * The sample response of the API page of GetJob (2024-07-30), byte for byte, with its contradictions of the page's own
 * types: numbers, an object and a boolean that are declared as texts, and a line break after the name.
 */
export const getJobSampleResponse = String.raw`{
  "RequestId": "04F0****-1335-****-A1D7-6C044FE7****",
  "JobInfo": {
    "JobId": "1.manager",
    "JobName": "testJob\n",
    "RunasUser": "testuser",
    "State": "Running",
    "JobQueue": "workq",
    "CreateTime": "2024-08-16T10:52:48",
    "LastModifyTime": "2024-08-16T10:52:48",
    "ErrorLog": "/home/xxx/STDIN.e1",
    "StartTime": "2024-08-16T10:52:48",
    "Priority": 0,
    "CommandLine": "/home/huangsf/ehpc/job_meta.pbs",
    "OutputLog": "/home/xxx/STDIN.o1",
    "NodeList": "compute000",
    "ArrayRequest": "1-5:2",
    "Resources": {
      "Nodes": 1,
      "Cores": 2,
      "Memory": "1gb",
      "Gpus": 1
    },
    "Variables": [
      {
        "Name": "ProxyIP",
        "Value": "10.x.x.x"
      }
    ],
    "ExtraInfo": {},
    "ResourcesUsed": {
      "Nodes": 2,
      "Cores": 2,
      "Memory": "512mb"
    },
    "ArrayJobId": 1,
    "ArrayJobSubId": 3
  },
  "Success": true
}`;

/** The sample response as the only job. */
export const getJobSample: Scenario = {
  clusters: { "ehpc-hz-FYUr32abcd": { jobs: { "1.manager": { response: getJobSampleResponse } } } },
};
