import { areOfOneUser } from "../../../src/ehpc/job/user";

it.each([
  ["alice", "alice"],
  ["alice", null],
  ["alice", "alice@login1.cluster"],
  ["alice@login2", "alice@login1"],
  ["alic+", "alice"],
  ["mountbat", "mountbatten"],
])("%s and %s may be one user", (one, other) => {
  expect([areOfOneUser(one, other), areOfOneUser(other, one)]).toEqual([true, true]);
});

it.each([
  ["alice", "bob"],
  ["bob", "bobby"],
  ["alice", "alicia@login1"],
  ["+", "alice"],
  ["", "alice"],
])("%s and %s are two users", (one, other) => {
  expect([areOfOneUser(one, other), areOfOneUser(other, one)]).toEqual([false, false]);
});
