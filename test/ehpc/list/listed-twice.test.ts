import { listedTwice } from "../../../src/ehpc/list/listed-twice";
import { aListedJob } from "./a-listed-job";

const job = (state: string | null) => aListedJob({ jobId: "1.manager", state });

it("a job that is listed twice in one state contradicts nothing", () => {
  expect(listedTwice({ jobs: [job("Running")], repeats: [job("RUNNING")] })).toEqual([]);
  expect(listedTwice({ jobs: [], repeats: [job("Running")] })).toEqual([]);
});

it("a job that is listed twice in two states is told, once", () => {
  const repeats = [job("Running"), job("Running"), job(null)];
  expect(listedTwice({ jobs: [job("Completed")], repeats })).toEqual([
    "The list has job 1.manager twice, in the states Completed and Running.",
    "The list has job 1.manager twice, in the states Completed and (none).",
  ]);
});
