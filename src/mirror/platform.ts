const GO_NAMES = { os: { win32: "windows" }, arch: { x64: "amd64" } } as const;

/** Terraform's name of a platform of Node.js: `("win32", "x64")` is `windows_amd64`. */
export function platformOf(os: string, arch: string): string {
  return `${os === "win32" ? GO_NAMES.os[os] : os}_${arch === "x64" ? GO_NAMES.arch[arch] : arch}`;
}
