import { PARTS, readOptions } from "../../bench/options";

test("without options it is the complete run, which writes the page", () => {
  expect(readOptions([])).toEqual({
    only: PARTS,
    counts: [1, 10, 100, 1_000, 10_000],
    latency: [0, 50],
    parallelism: [10, 50],
    waits: [1, 100, 1_000],
    jobs: [1_000, 10_000],
    write: true,
  });
});

test("JSON changes nothing of that", () => {
  expect(readOptions(["--json"])).toMatchObject({ json: true, write: true });
});

test.each([[["--quick"]], [["--only", "plans"]], [["--rounds", "1"]]])("%j writes no page", (args) => {
  expect(readOptions(args).write).toBe(false);
});

test("a selection comes before what it selects from, and may be written", () => {
  const args = ["--quick", "--only", "plans,synth", "--counts", "1,10", "--latency", "0", "--write"];
  expect(readOptions(args)).toMatchObject({
    only: ["plans", "synth"],
    counts: [1, 10],
    latency: [0],
    rounds: 5,
    write: true,
  });
});

test("the complete run with another build beside it writes the page, too", () => {
  expect(readOptions(["--beside", "before/dist/plugins"])).toMatchObject({
    beside: "before/dist/plugins",
    write: true,
  });
});
