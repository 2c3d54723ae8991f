/**
 * What is said of a mistake that is the provider's own, as the end of a diagnostic: nobody but whoever made the provider
 * can mend it. Without a full stop, which Terraform adds to some texts.
 */
export const PROVIDER_DEFECT =
  "This is a bug in the provider; no configuration can fix it. Report it to the source of the provider. Include this message, the output of terraform version, and the relevant part of the configuration without secrets";
