/** The source address of the provider. Terraform never contacts the host: it finds the provider in a plugin folder. */
export const PROVIDER_ADDRESS = "terraform.local/ehpc/ehpc";
