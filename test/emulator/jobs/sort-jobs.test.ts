import { Selection } from "../../../src/emulator/jobs/selection";
import { readOrder } from "../../../src/emulator/jobs/sort-jobs";

const times = {
  // Submitted second, began last, has waited 8 minutes.
  a: { CreateTime: "2024-08-16T10:02:00", StartTime: "2024-08-16T10:10:00" },
  // Submitted first, began first, has waited 1 minute.
  b: { CreateTime: "2024-08-16T10:01:00", StartTime: "2024-08-16T10:02:00" },
  // Waits since 10:03.
  c: { CreateTime: "2024-08-16T10:03:00" },
  // Waits since 10:04.
  d: { CreateTime: "2024-08-16T10:04:00", StartTime: "" },
  // Nothing is known.
  e: {},
};
const jobs = Object.entries(times).map(([jobId, info]) => ({ jobId, info, listed: {}, response: null }));

it.each([
  [{ SubmitOrder: "asc" }, "bacde"],
  [{ SubmitOrder: "desc" }, "dcabe"],
  [{ SubmitOrder: "" }, "dcabe"],
  [{ ExecuteOrder: "asc" }, "bacde"],
  [{ ExecuteOrder: "desc" }, "abcde"],
  [{ ExecuteOrder: "desc", SubmitOrder: "desc" }, "abdce"],
  [{ PendOrder: "asc" }, "badce"],
  [{ PendOrder: "desc" }, "cdabe"],
  [{}, "abcde"],
])("%j gives %s", (order, ids) => {
  const selection = new Selection({ chooses: () => true, order: readOrder(order) });
  selection.fill(jobs.map((job, place) => ({ place, job })));
  expect(
    selection
      .page(0, 9)
      .map(({ jobId }) => jobId)
      .join(""),
  ).toBe(ids);
});
