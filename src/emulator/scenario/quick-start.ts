import type { Scenario } from "./scenario";

const submitted = {
  RunasUser: "testuser",
  JobQueue: "workq",
  CreateTime: "2024-08-16T10:52:48",
  LastModifyTime: "2024-08-16T10:52:48",
  Priority: 0,
  NodeList: "",
  ArrayRequest: "",
  Resources: { Nodes: 1, Cores: 2, Memory: "1gb", Gpus: 1 },
  ExtraInfo: {},
};

const running = {
  State: "Running",
  StartTime: "2024-08-16T10:52:50",
  LastModifyTime: "2024-08-16T10:52:50",
  NodeList: "compute000",
  ResourcesUsed: { Nodes: 1, Cores: 2, Memory: "512mb" },
};

/**
 * A cluster with a job that succeeds, `1.manager`, and one that fails, `2.manager`. Each is Pending when it is first
 * read, Running 2 s later and ended 5 s later. The whole life is visible, however long a set-up takes.
 */
export const quickStart: Scenario = {
  lifeBegins: "first-read",
  clusters: {
    "ehpc-hz-FYUr32abcd": {
      jobs: {
        "1.manager": {
          info: {
            ...submitted,
            JobName: "train",
            CommandLine: "/home/testuser/train.pbs",
            OutputLog: "/home/testuser/train.o1",
            ErrorLog: "/home/testuser/train.e1",
          },
          life: [
            { at: 0, State: "Pending" },
            { at: 2, ...running, stdout: "epoch 1\n" },
            { at: 5, State: "Completed", LastModifyTime: "2024-08-16T10:52:53", stdout: "model saved\n" },
          ],
        },
        "2.manager": {
          info: {
            ...submitted,
            JobName: "evaluate",
            CommandLine: "/home/testuser/evaluate.pbs",
            OutputLog: "/home/testuser/evaluate.o2",
            ErrorLog: "/home/testuser/evaluate.e2",
          },
          life: [
            { at: 0, State: "Pending" },
            { at: 2, ...running },
            {
              at: 5,
              State: "Failed",
              LastModifyTime: "2024-08-16T10:52:53",
              stderr:
                "evaluate: 812 of 1000 samples read\nevaluate: samples/812.npz: No space left on device\n",
            },
          ],
        },
      },
    },
  },
};
