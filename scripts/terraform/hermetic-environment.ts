/**
 * Removes what would reach into a test or a measurement: accounts, Terraform settings, CA bundles, proxies.
 *
 * @param env - the environment to start from; it stays as it is
 */
export function hermetic(env: NodeJS.ProcessEnv): Record<string, string | undefined> {
  const foreign =
    /^(TF_|ALICLOUD_|ALIBABA_?CLOUD_|EHPC_|CDKTF_|NODE_|npm_|JEST_|SSL_CERT_|CLIENT_(CONNECT|READ)_TIMEOUT$|MAX_RETRY_TIMEOUT$|(HTTPS?|NO)_PROXY$|(https?|no)_proxy$)/;
  return {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !foreign.test(name))),
    CHECKPOINT_DISABLE: "1",
    ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
  };
}
