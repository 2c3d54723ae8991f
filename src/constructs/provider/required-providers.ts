import type { ProviderRequirement } from "./require-provider";

/** What reads jobs and waits for them. */
export const EHPC_PROVIDER: ProviderRequirement = {
  name: "ehpc",
  users: "The E-HPC jobs",
  remedy: 'new EhpcProvider(this, "ehpc", { region: "cn-hangzhou" })',
};
