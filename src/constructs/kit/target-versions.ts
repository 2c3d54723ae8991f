import type { TerraformStack } from "cdktf";

/** CDKTF asks nobody which versions of Terraform a stack is for. */
export function requireTargetVersions(_stack: TerraformStack): void {}
