import { EhpcError } from "../../../src/base/errors";
import { AGREEMENT_MS, Agreement, LOOKS_THAT_AGREE } from "../../../src/ehpc/poll/agreement";
import { broken, forbidden, noSuchJob, throttled, wrongJob } from "./fake-service";
import { HOUR, MINUTE, waiting } from "./waiting";

const clusterGone = new EhpcError("cluster-not-found", "The cluster does not exist in this region.");
const invalid = new EhpcError("invalid-params", "E-HPC refused a parameter.", { parameter: "ClusterId" });
const nameless = new EhpcError("other", "E-HPC refused the call.", { code: "Some.NewCode" });

it("looks agree when there are enough of them over enough time, all of one kind", () => {
  const agreement = new Agreement();
  expect(agreement.dueAt).toBe(Number.POSITIVE_INFINITY);
  expect([0, 1_000, 2_000, 19_999, 20_000].map((at) => agreement.add("job-not-found", at))).toEqual([
    false,
    false,
    false,
    false,
    true,
  ]);
  agreement.reset();
  expect([100_000, 130_000, 130_001].map((at) => agreement.add("wrong-job", at))).toEqual([
    false,
    false,
    true,
  ]);
  expect(agreement.add("array-undecided", 130_002)).toBe(false);
  expect(agreement.dueAt).toBe(130_002 + AGREEMENT_MS);
  expect(LOOKS_THAT_AGREE).toBe(3);
});

it("looks that find no job, and another job, agree that the job is not there", () => {
  const agreement = new Agreement();
  expect(agreement.add("job-not-found", 0)).toBe(false);
  expect(agreement.add("wrong-job", 10_000)).toBe(false);
  expect(agreement.add("job-not-found", 20_000)).toBe(true);
  expect([agreement.has("wrong-job"), agreement.has("job-not-found")]).toEqual([true, true]);
});

it.each(["job-not-found", "wrong-job"])(
  "a wait ends when looks find no job and another job in turn, and tells both (%s last)",
  async (last) => {
    const { clock, service, begin } = waiting();
    const wait = begin("1", { intervalMs: 10_000 });
    service.trouble = ({ at }) => ((at % 20_000 === 0) === (last === "job-not-found") ? noSuchJob : wrongJob);
    await clock.advance(MINUTE);
    expect(wait.endedAt).toBe(20_000);
    expect(wait.error).toMatchObject({ kind: last });
    expect(String(wait.error)).toContain(
      last === "wrong-job" ? "Other reads found no such job." : "Other reads returned another job.",
    );
    expect(String(wait.error)).toContain("this wait had not seen the job before");
  },
);

describe("a job that is not found", () => {
  it.each([null, 100, HOUR])(
    "for the first time in the seconds after its submission is waited for (interval %s)",
    async (intervalMs) => {
      const { clock, jobs, begin } = waiting();
      const wait = begin("1", { intervalMs });
      await clock.advance(15_000);
      expect(wait.endedAt).toBeNull();
      jobs.set("1", { state: "Completed" });
      await clock.advance(10_000);
      expect(wait.outcome?.kind).toBe("reached");
    },
  );

  it.each([null, 100, HOUR])(
    "ends a wait that never saw it within a minute, and says so (interval %s)",
    async (intervalMs) => {
      const { clock, service, begin } = waiting();
      const wait = begin("1", { intervalMs });
      await clock.advance(AGREEMENT_MS - 1);
      expect(wait.endedAt).toBeNull();
      await clock.advance(MINUTE - AGREEMENT_MS);
      expect(wait.error).toMatchObject({
        kind: "job-not-found",
        message:
          "E-HPC does not know the job. Several reads agree, and this wait had not seen the job before.",
      });
      expect(wait.endedAt).toBeLessThanOrEqual(30_000);
      expect(service.calls.length).toBeGreaterThanOrEqual(3);
    },
  );

  it("once between two good answers does not end a wait, however often that comes", async () => {
    const { clock, service, jobs, begin } = waiting();
    jobs.set("1", { state: "Running" });
    let looks = 0;
    service.trouble = () => (looks++ % 2 === 1 ? noSuchJob : null);
    const wait = begin("1");
    await clock.advance(HOUR);
    expect(wait.endedAt).toBeNull();
    service.trouble = () => null;
    jobs.set("1", { state: "Completed" });
    await clock.advance(MINUTE);
    expect(wait.outcome?.kind).toBe("reached");
  });

  it("ends a wait that saw it when looks over 15 to 30 seconds agree, and says when it was there", async () => {
    const { clock, jobs, begin } = waiting();
    jobs.set("1", { state: "Running" });
    const wait = begin("1", { intervalMs: 10_000 });
    await clock.advance(9_000);
    jobs.delete("1");
    await clock.advance(1_000 + 14_999);
    expect(wait.endedAt).toBeNull();
    await clock.advance(15_001);
    expect(wait.error).toMatchObject({ kind: "job-not-found" });
    expect(String(wait.error)).toContain(
      '30s earlier, the job was in state "Running". If a job ends and is forgotten between two reads, set a shorter interval.',
    );
  });

  it("is not made sure of by looks that fail for the time being", async () => {
    const { clock, service, begin } = waiting();
    let looks = 0;
    service.trouble = () => (looks++ === 0 ? noSuchJob : looks % 2 === 0 ? broken : throttled());
    const wait = begin("1");
    await clock.advance(HOUR);
    expect(wait.endedAt).toBeNull();
  });

  it("is there as long as a list shows it", async () => {
    const { clock, service, jobs, begin } = waiting();
    const ids = Array.from({ length: 20 }, (_, index) => String(index + 1));
    for (const id of ids) {
      jobs.set(id, { state: "Running" });
    }
    const waits = ids.map((id) => begin(id));
    service.trouble = ({ operation }) => (operation === "GetJob" ? noSuchJob : null);
    await clock.advance(HOUR);
    expect(waits.filter(({ endedAt }) => endedAt !== null)).toEqual([]);
  });

  it("is not found among many in the same way as alone", async () => {
    const { clock, jobs, begin } = waiting();
    for (let id = 1; id <= 30; id += 1) {
      jobs.set(String(id), { state: "Running" });
    }
    const others = [...jobs.keys()].map((id) => begin(id));
    await clock.advance(MINUTE);
    const missing = begin("31");
    await clock.advance(MINUTE);
    expect(missing.error).toMatchObject({ kind: "job-not-found" });
    jobs.delete("7");
    await clock.advance(10_000);
    jobs.set("7", { state: "Running" });
    await clock.advance(MINUTE);
    expect(others.filter(({ endedAt }) => endedAt !== null)).toEqual([]);
  });
});

describe("an answer about another job", () => {
  it("is a mix-up when it comes once", async () => {
    const { clock, service, jobs, begin } = waiting();
    jobs.set("1", { state: "Completed" });
    service.trouble = ({ at }) => (at === 0 ? wrongJob : null);
    const wait = begin("1");
    await clock.advance(MINUTE);
    expect(wait.outcome?.kind).toBe("reached");
  });

  it.each(["before", "after"])("ends a wait when it repeats, %s the job was seen", async (when) => {
    const { clock, service, jobs, begin } = waiting();
    jobs.set("1", { state: "Running" });
    const wait = begin("1");
    if (when === "after") {
      await clock.advance(MINUTE);
    }
    service.trouble = () => wrongJob;
    await clock.advance(MINUTE);
    expect(wait.error).toMatchObject({ kind: "wrong-job" });
  });
});

describe("a refusal without a cause in what is asked", () => {
  it.each([
    ["of the cluster", clusterGone],
    ["of a parameter", invalid],
    ["that nobody knows", nameless],
  ])(
    "(%s) ends a wait at once that never worked, and has to be repeated in one that did",
    async (_, error) => {
      const { clock, service, jobs, begin } = waiting();
      jobs.set("1", { state: "Running" });
      service.trouble = () => error;
      const early = begin("1");
      await clock.advance(0);
      expect(early).toMatchObject({ error, endedAt: 0 });
      service.trouble = () => null;
      const wait = begin("1", { intervalMs: 2_000 });
      await clock.advance(3_000);
      service.trouble = ({ at }) => (at < 12_000 ? error : null);
      await clock.advance(HOUR);
      expect(wait.endedAt).toBeNull();
      service.trouble = () => error;
      await clock.advance(30_000);
      expect(wait.error).toBe(error);
    },
  );

  it("of the access key ends it at once", async () => {
    const { clock, service, jobs, begin } = waiting();
    jobs.set("1", { state: "Running" });
    const wait = begin("1", { intervalMs: 2_000 });
    await clock.advance(3_000);
    service.trouble = () => forbidden;
    await clock.advance(2_000);
    expect(wait).toMatchObject({ error: forbidden, endedAt: 4_000 });
  });
});
