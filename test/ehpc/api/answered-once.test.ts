import { AnsweredOnce } from "../../../src/ehpc/api/answered-once";

const idOf = (number: number) => `8D2A7F0C-1B7E-5E4B-9C55-${String(number).padStart(12, "0")}`;

it("an id of a call that another call had is a bad answer, which may be repeated", () => {
  const answered = new AnsweredOnce();
  answered.add(idOf(1));
  answered.add(idOf(2));
  expect(() => answered.add(idOf(1))).toThrow(
    expect.objectContaining({
      kind: "bad-answer",
      transient: true,
      message: `E-HPC returned the response to another call (request ${idOf(1)}).`,
    }),
  );
});

it("what is no such id, as of a stand-in for the service, proves nothing", () => {
  const answered = new AnsweredOnce();
  for (const id of ["R-1", "R-1", null, null, "04F0****-1335-****-A1D7-6C044FE7****"]) {
    answered.add(id);
  }
  answered.add("04F0****-1335-****-A1D7-6C044FE7****");
});

it("remembers thousands of calls, and not all", () => {
  const answered = new AnsweredOnce();
  for (let number = 0; number < 5_000; number += 1) {
    answered.add(idOf(number));
  }
  expect(() => answered.add(idOf(4_000))).toThrow();
  answered.add(idOf(0));
});
