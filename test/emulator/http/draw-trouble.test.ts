import { EhpcError } from "../../../src/base/errors";
import { createTroubleDraw } from "../../../src/emulator/http/draw-trouble";
import type { Chance, Scenario } from "../../../src/emulator/scenario/scenario";
import { serve, stopServing } from "../serving";

afterEach(stopServing);

const throttled = { share: 0.1, error: { code: "Throttling", retryAfterMs: 100 } };
const broken = { share: 0.1, fault: { kind: "truncated" } } as const;
const chance: Chance = { seed: 7, troubles: [throttled, broken] };

function draws(of: Chance, call: string, count: number) {
  const draw = createTroubleDraw(of);
  return Array.from({ length: count }, () => draw(call));
}

it("gives every trouble its share", () => {
  const drawn = draws(chance, "GetJob", 20_000);
  for (const trouble of [throttled, broken]) {
    const share = drawn.filter((one) => one === trouble).length / drawn.length;
    expect(share).toBeGreaterThan(0.09);
    expect(share).toBeLessThan(0.11);
  }
});

it("is the same under the same seed, and another under another", () => {
  expect(draws(chance, "GetJob", 100)).toEqual(draws(chance, "GetJob", 100));
  expect(draws(chance, "GetJob", 100)).not.toEqual(draws({ ...chance, seed: 8 }, "GetJob", 100));
  expect(draws(chance, "GetJob", 100)).not.toEqual(draws(chance, "ListJobs", 100));
});

it("does not depend on other calls in between", () => {
  const draw = createTroubleDraw(chance);
  const mixed = Array.from({ length: 100 }, () => {
    draw("b");
    return draw("a");
  });
  expect(mixed).toEqual(draws(chance, "a", 100));
});

it("affects every call when the shares add up to 1", () => {
  const all: Chance = { seed: 1, troubles: [{ share: 0.5 }, { share: 0.5 }] };
  expect(draws(all, "a", 1_000)).not.toContain(null);
});

describe("an emulator with troubles by chance", () => {
  const scenario: Scenario = { chance, clusters: { c: { jobs: { 1: { info: { State: "Running" } } } } } };

  async function fates(): Promise<string[]> {
    const { client } = await serve(scenario);
    const list: string[] = [];
    for (let call = 0; call < 100; call += 1) {
      list.push(
        await client.getJob({ clusterId: "c", jobId: "1" }).then(
          ({ job }) => job.state ?? "",
          (error) => (error instanceof EhpcError ? error.kind : "?"),
        ),
      );
    }
    return list;
  }

  it("fares alike every time", async () => {
    const first = await fates();
    expect(await fates()).toEqual(first);
    expect(new Set(first)).toEqual(new Set(["Running", "throttled", "bad-answer"]));
  });
});
