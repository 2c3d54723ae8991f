const { default: Sequencer } = require("@jest/test-sequencer");

/** The test files that take longest, the longest first: of one that begins last all others have to wait. */
const LONGEST = [
  "acceptance/wait-thousand",
  "ehpc/poll/detection-delay",
  "acceptance/cdktf-command",
  "fuzz/lives/lives",
  "ehpc/poll/soak",
  "acceptance/wait-no-end",
  "acceptance/quick-start",
  "acceptance/wait-recorded-outcome",
  "acceptance/job-gate-wait",
  "ehpc/poll/cluster-watch",
  "cli/lost-answers",
  "acceptance/arrays",
  "acceptance/examples",
  "acceptance/wait-lookup",
  "acceptance/managed-resource",
  "acceptance/lookup-by-name",
  "acceptance/dependencies-on-gates",
  "acceptance/lists",
  "cli/command",
  "cli/wait-command",
  "acceptance/job-gate",
  "acceptance/lost-answers",
  "acceptance/signing-in",
  "acceptance/wait-troubles",
  "ehpc/poll/arrays-never-open-wrongly",
];

const rank = ({ path }) => {
  const place = LONGEST.findIndex((name) => path.replaceAll("\\", "/").endsWith(`/test/${name}.test.ts`));
  return place < 0 ? LONGEST.length : place;
};

/** The order of test files: jest knows how long each took only where it has run before. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((a, b) => rank(a) - rank(b));
  }
};
