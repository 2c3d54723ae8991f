/**
 * What is said of a mistake that is the provider's own, as the end of a diagnostic: nobody but whoever made the provider
 * can mend it. Without a full stop, which Terraform adds to some texts.
 */
export const PROVIDER_DEFECT =
  "This is a defect of the provider, which no configuration can cure. Tell whoever you have the provider from; enclose this message, what terraform version prints, and the part of the configuration that led here, without secrets";
