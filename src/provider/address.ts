/** The source address of the provider. Its host is never asked: the provider is found in a plugin folder. */
export const PROVIDER_ADDRESS = "terraform.local/ehpc/ehpc";
