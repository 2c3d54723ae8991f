import { readFileSync } from "node:fs";
import path from "node:path";
import {
  DEFAULT_LOOKUP_TIMEOUT,
  DEFAULT_REQUEUE_GRACE,
  DEFAULT_WAIT_TIMEOUT,
} from "../../src/notation/wait-time";
import { DEFAULT_STOP_TIMEOUT } from "../../src/provider/submitted-job/submitted-job-schema";

const CONSTRUCTS = path.resolve(__dirname, "../../src/constructs");

/** The default that the doc comment of a property names. */
function documentedDefault(file: string, property: string): string | undefined {
  const source = readFileSync(path.join(CONSTRUCTS, file), "utf8");
  const [before = ""] = source.split(new RegExp(`\\n *readonly ${property}\\?:`));
  const comment = before.slice(before.lastIndexOf("/**"));
  return /@default "([^"]*)"/.exec(comment)?.[1];
}

test.each([
  ["gate/gate-at-apply.ts", "timeout", DEFAULT_WAIT_TIMEOUT],
  ["gate/gate-at-apply.ts", "requeueGrace", DEFAULT_REQUEUE_GRACE],
  ["job.ts", "stopTimeout", DEFAULT_STOP_TIMEOUT],
  ["lookup/job-lookup.ts", "timeout", DEFAULT_LOOKUP_TIMEOUT],
  ["lookup/job-lookup.ts", "requeueGrace", DEFAULT_REQUEUE_GRACE],
])("the comment in %s names the default of %s that holds", (file, property, value) => {
  expect(documentedDefault(file, property)).toBe(value);
});
