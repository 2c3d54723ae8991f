import { type PluginAddress, PROTOCOL_VERSION } from "./handshake";

/**
 * Value of TF_REATTACH_PROVIDERS for one provider that is already running. Source: Terraform
 * `internal/getproviders/reattach/reattach.go`; `Test` keeps Terraform from ending the process after each command.
 *
 * @param provider - source address, e.g. `terraform.local/ehpc/ehpc`
 */
export function reattachConfig(provider: string, { network, address }: PluginAddress, pid: number): string {
  return JSON.stringify({
    [provider]: {
      Protocol: "grpc",
      ProtocolVersion: PROTOCOL_VERSION,
      Pid: pid,
      Test: true,
      Addr: { Network: network, String: address },
    },
  });
}

/** What `--debug` prints: the variable in the forms of sh, cmd and PowerShell. */
export function reattachInstructions(config: string): string {
  const insideQuotes = config.replaceAll("'", "''");
  return `The provider is running, without TLS, until you stop it with Ctrl-C.
To let Terraform use it, set TF_REATTACH_PROVIDERS in the shell where Terraform runs:

  sh:          export TF_REATTACH_PROVIDERS='${config.replaceAll("'", "'\\''")}'
  cmd:         set "TF_REATTACH_PROVIDERS=${config}"
  PowerShell:  $env:TF_REATTACH_PROVIDERS='${insideQuotes}'
`;
}
