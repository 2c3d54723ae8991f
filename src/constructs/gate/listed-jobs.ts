import { Lazy, type Precondition, Token } from "cdktf";
import type { DataEhpcJobs } from "../bindings/data-ehpc-jobs";
import type { JobsReference } from "./gate-jobs";
import { listsOf, reasonsOfList } from "./gate-view";

/** The jobs of a list by their IDs: in place of an array each of its tasks. */
export function idsOfList(list: DataEhpcJobs): JobsReference {
  const gathered = (name: string, gather: (lists: string) => string) =>
    Lazy.stringValue({
      produce: () => {
        const { address, all, isOne } = listsOf(list);
        return `\${${isOne ? `${address}.${name}` : gather(`[for list in ${all} : list.${name}]`)}}`;
      },
    });
  return {
    clusterId: gathered("cluster_id", (lists) => `one(distinct(${lists}))`),
    jobIds: Token.asList(gathered("task_ids", (lists) => `flatten(${lists})`)),
  };
}

/** The same with its reading of states, as it is now. */
export function listedJobs(list: DataEhpcJobs): JobsReference {
  const { success_states: successStates, failure_states: failureStates } =
    list.toTerraform().data[list.terraformResourceType][list.friendlyUniqueId];
  return { ...idsOfList(list), successStates, failureStates };
}

/** A wait for the jobs of a list must not leave out one that the list lacks. */
export function conditionsOfList(list: DataEhpcJobs): readonly Precondition[] {
  const expression = (of: () => string) => Lazy.stringValue({ produce: () => `\${${of()}}` });
  return reasonsOfList(list).map(({ holds, message }) => ({
    condition: expression(holds),
    errorMessage: expression(message),
  }));
}
