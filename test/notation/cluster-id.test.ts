import { clusterIdProblem } from "../../src/notation/cluster-id";

test("a cluster's ID has no blanks, and anything else may be one", () => {
  expect(clusterIdProblem("ehpc-hz-FYUr32abcd")).toBeUndefined();
  expect(clusterIdProblem("i-7")).toBeUndefined();
});

test.each(["", " ", "\n"])("%j is reported as empty", (text) => {
  expect(clusterIdProblem(text)).toBe("must not be empty.");
});

test.each(["ehpc-hz-FYUr32abcd\n", "Cluster ehpc-hz", "a\tb"])(
  "%j is reported with the place to cut",
  (text) => {
    expect(clusterIdProblem(text)).toContain("must not contain spaces or line breaks");
    expect(clusterIdProblem(text)).toContain("trimspace()");
  },
);
