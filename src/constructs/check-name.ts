import { Token } from "cdktf";

/**
 * Refuses a job's name that is missing, blank or no string, which plain JavaScript or a `process.env` value behind
 * an assertion can bring. A value that only Terraform knows is left to the provider.
 *
 * @param owner the construct that was given the name, as messages name it: `JobLookup "train"`
 * @throws Error that says what would be right
 */
export function checkName(owner: string, jobName: unknown): void {
  if (Token.isUnresolved(jobName)) {
    return;
  }
  if (jobName === undefined || jobName === null || (typeof jobName === "string" && jobName.trim() === "")) {
    throw new Error(
      `${owner}: jobName must not be empty. A job is found by the name that it was given at submission, ` +
        'for example jobName: "nightly-training".',
    );
  }
  if (typeof jobName !== "string") {
    throw new Error(`${owner}: jobName must be a string; it is given as ${typeof jobName}.`);
  }
}
