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
 * An object would have the job of another one, or of the one that it replaces.
 *
 * @param id the job, as `<cluster_id>:<job_id>`
 */
export function tokenUsedUp({ token }: WithToken, id: string): Problem {
  return {
    summary: "Token Used Before",
    detail: `Token "${token}" names the job ${id}, which an object in the state has. A token names one submission. To run the job again, or for another object, choose another token. To keep the job under another address, use a "moved" block; if Terraform marked the object as tainted, "terraform untaint" keeps it.`,
    path: ["token"],
  };
}
