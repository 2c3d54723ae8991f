/**
 * The end of a diagnostic about a bug in the provider, which only its author can fix. Without a full stop, because
 * Terraform adds one to some texts.
 */
export const PROVIDER_DEFECT =
  "This is a bug in the provider; no configuration can fix it. Report it to the source of the provider. Include this message, the output of terraform version, and the relevant part of the configuration without secrets";
