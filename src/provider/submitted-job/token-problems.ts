import type { Diagnostic } from "../../plugin/author/diagnostic";
import type { Arguments } from "./job-of-state";

type Problem = Pick<Diagnostic, "summary" | "detail" | "path">;
type WithToken = { readonly token: Arguments["token"] };

/** Two objects of an apply would be one job. */
export function tokenUsedTwice({ token }: WithToken): Problem {
  return {
    summary: "Token Used Twice",
    detail: `Another ehpc_job of this configuration has token "${token}" and the same arguments, and both would be one job. Choose a token for each, such as "${token}-\${count.index}".`,
    path: ["token"],
  };
}

/**
 * A plan creates an object with the token of a job in the state.
 *
 * @param id the job, as `<cluster_id>:<job_id>`
 */
export function tokenInState(token: string, id: string): Problem {
  return {
    summary: "Token In Use",
    detail: `Token "${token}" names the job ${id}, which an object in the state has. If this apply destroys that object first, it submits another job. Otherwise both objects have that one job, and the destroy of one stops it for both: choose another token, or use a "moved" block to give the job another address.`,
    path: ["token"],
  };
}
