/** The files of one release. Source: "Publish providers", developer.hashicorp.com/terraform/registry/providers. */
export interface ReleaseNames {
  /** The archive of a platform such as `linux_amd64`. */
  zip(platform: string): string;
  /** What the archive holds. */
  executable(target: { readonly suffix: string }): string;
  readonly manifest: string;
  readonly sums: string;
  readonly signature: string;
  /** Licences; no concern of the registries, but of everybody who passes the executables on. */
  readonly notices: string;
  /** Bill of materials, in CycloneDX. */
  readonly sbom: string;
}

/** Names of the files of a version, without `v`. */
export function releaseNames(version: string): ReleaseNames {
  const stem = `terraform-provider-ehpc_${version}`;
  return {
    zip: (platform) => `${stem}_${platform}.zip`,
    executable: ({ suffix }) => `terraform-provider-ehpc_v${version}${suffix}`,
    manifest: `${stem}_manifest.json`,
    sums: `${stem}_SHA256SUMS`,
    signature: `${stem}_SHA256SUMS.sig`,
    notices: `${stem}_THIRD-PARTY-NOTICES.txt`,
    sbom: `${stem}_SBOM.cdx.json`,
  };
}
