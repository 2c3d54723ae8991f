import { execFileSync } from "node:child_process";
import { reattachConfig, reattachInstructions } from "../../../src/plugin/process/reattach";

const config = reattachConfig("terraform.local/it's/ehpc", { network: "unix", address: "/tmp/it's/s" }, 7);

describe("the reattach variable", () => {
  test("has the keys Terraform reads, in its case", () => {
    expect(JSON.parse(config)).toEqual({
      "terraform.local/it's/ehpc": {
        Protocol: "grpc",
        ProtocolVersion: 6,
        Pid: 7,
        Test: true,
        Addr: { Network: "unix", String: "/tmp/it's/s" },
      },
    });
  });

  test("is printed for sh, which sets exactly this value", () => {
    const line = /export .*/.exec(reattachInstructions(config))?.[0] ?? "";
    const set = execFileSync("sh", ["-c", `${line}; printf %s "$TF_REATTACH_PROVIDERS"`]);
    expect(String(set)).toBe(config);
  });

  test("is printed for cmd and PowerShell too", () => {
    const text = reattachInstructions(config);
    expect(text).toContain(`set "TF_REATTACH_PROVIDERS=${config}"`);
    expect(text).toContain(`$env:TF_REATTACH_PROVIDERS='${config.replaceAll("'", "''")}'`);
  });
});
