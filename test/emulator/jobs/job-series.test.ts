import { jobsOfSeries } from "../../../src/emulator/jobs/job-series";

it("numbers jobs in every text, and moves their times", () => {
  const jobs = [
    ...jobsOfSeries({
      count: 2,
      from: 9,
      id: "{number}.manager",
      secondsApart: 60,
      job: {
        info: {
          JobName: "part-{number}",
          Priority: 3,
          CreateTime: "2024-12-31T23:59:30",
          Variables: [{ Name: "PART", Value: "{number}" }],
        },
        life: [{ at: 0, State: "Running", StartTime: "unknown", stdout: "I am {number}\n" }],
      },
    }),
  ];
  expect(jobs).toEqual([
    [
      "9.manager",
      {
        info: {
          JobName: "part-9",
          Priority: 3,
          CreateTime: "2024-12-31T23:59:30",
          Variables: [{ Name: "PART", Value: "9" }],
        },
        life: [{ at: 0, State: "Running", StartTime: "unknown", stdout: "I am 9\n" }],
      },
    ],
    [
      "10.manager",
      {
        info: {
          JobName: "part-10",
          Priority: 3,
          CreateTime: "2025-01-01T00:00:30",
          Variables: [{ Name: "PART", Value: "10" }],
        },
        life: [{ at: 0, State: "Running", StartTime: "unknown", stdout: "I am 10\n" }],
      },
    ],
  ]);
});

it("counts from 1 and names jobs by their number by default", () => {
  expect([...jobsOfSeries({ count: 3, job: {} })].map(([id]) => id)).toEqual(["1", "2", "3"]);
});
