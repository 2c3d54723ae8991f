import { jobPhase } from "../../../src/provider/functions/job-phase";
import { answer } from "./call";

test.each([
  ["Completed", "succeeded"],
  ["failed", "failed"],
  ["CANCELLED by 1000", "failed"],
  ["Q", "pending"],
  ["Running", "running"],
  ["F", "unknown"],
  ["OUT_OF_ME+", "failed"],
  ["COMPLETED,CANCELLED", "failed"],
  ["RUNNING,COMPLETING", "running"],
  ["Eqw", "pending"],
  ["DONE", "succeeded"],
  ["", "unknown"],
])("a job in state %j is %s", (state, phase) => {
  expect(answer(jobPhase, state)).toBe(phase);
});
