import type { ProviderRequirement } from "./require-provider";

/** What reads jobs and waits for them. */
export const EHPC_PROVIDER: ProviderRequirement = {
  name: "ehpc",
  users: "The E-HPC jobs",
  remedy: 'new EhpcProvider(this, "ehpc", { region: "cn-hangzhou" })',
};

/** What gates that do not wait are made of. */
export const NULL_PROVIDER: ProviderRequirement = {
  name: "null",
  users: "Job gates without wait",
  remedy: 'new NullProvider(this, "null"), from "@cdktf/provider-null/lib/provider"',
};
