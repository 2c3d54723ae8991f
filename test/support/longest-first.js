const { default: Sequencer } = require("@jest/test-sequencer");

/** The test files that take longest, the longest first: of one that begins last all others have to wait. */
const LONGEST = [
  "acceptance/wait-thousand",
  "acceptance/wait-troubles",
  "acceptance/cdktf-command",
  "acceptance/job-gate-wait",
  "acceptance/lists",
  "acceptance/examples",
  "acceptance/lookup-by-name",
  "acceptance/dependencies-on-gates",
  "ehpc/poll/cluster-watch",
  "cli/command",
  "cli/lost-answers",
  "cli/wait-command",
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
