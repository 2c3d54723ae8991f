import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** A small provider of HashiCorp's, in Go, that the Go client can build by itself. */
export const GO_PROVIDER = { name: "hashicorp/time", version: "0.14.2" } as const;

const MODULE = "github.com/hashicorp/terraform-provider-time";

/**
 * Builds that provider from the module proxy.
 *
 * @param work - existing folder; all that Go keeps goes there
 * @returns path of its executable
 * @throws Error where there is no Go, or it cannot build
 */
export function goProvider(work: string): string {
  const flags = [process.env.GOFLAGS ?? "", "-modcacherw"].join(" ").trim();
  const env = {
    ...process.env,
    GOBIN: join(work, "go-bin"),
    GOPATH: join(work, "go"),
    GOCACHE: join(work, "go-cache"),
    // Go's own folders are read-only otherwise, and could not be removed.
    GOFLAGS: flags,
  };
  try {
    execFileSync("go", ["install", `${MODULE}@v${GO_PROVIDER.version}`], {
      cwd: work,
      env,
      stdio: ["ignore", "ignore", "pipe"],
      encoding: "utf8",
    });
  } catch (reason) {
    const missing = reason instanceof Error && "code" in reason && reason.code === "ENOENT";
    const why = missing ? "there is no go on PATH" : "go install failed";
    throw new Error(`NOT MEASURED: ${GO_PROVIDER.name}, because ${why}.`);
  }
  return join(env.GOBIN, "terraform-provider-time");
}
