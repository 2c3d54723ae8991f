import { spawn } from "node:child_process";
import { once } from "node:events";
import { terraformEnvironment } from "../test/support/plugin-process";

/** Milliseconds from the start of `node -e 0` to its end: what no provider in Node.js can be faster than. */
export async function bareNode(): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, ["-e", "0"], { env: terraformEnvironment(), stdio: "ignore" });
  await once(child, "exit");
  return performance.now() - start;
}

/** Milliseconds from the start of a provider, as Terraform starts it, to its handshake line. */
export async function handshake(executable: string): Promise<number> {
  const start = performance.now();
  const child = spawn(executable, { env: terraformEnvironment(), stdio: ["ignore", "pipe", "ignore"] });
  await once(child.stdout, "data");
  const milliseconds = performance.now() - start;
  child.kill("SIGTERM");
  await once(child, "exit");
  return milliseconds;
}
