import type { TerraformDataSource } from "cdktf";

/**
 * Address in Terraform of the instance of a data source that belongs to the instance of what refers to it, where
 * both repeat alike. Ask for it late, because the name of a data source may still be overridden.
 *
 * @returns an expression such as `data.ehpc_job.train`, or `data.ehpc_job.train[each.key]` with `forEach`
 */
export function instanceAddress(source: TerraformDataSource): string {
  const address = `data.${source.terraformResourceType}.${source.friendlyUniqueId}`;
  if (source.forEach !== undefined) {
    return `${address}[each.key]`;
  }
  return source.count === undefined ? address : `${address}[count.index]`;
}
