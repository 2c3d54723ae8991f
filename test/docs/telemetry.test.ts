import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../support/workspace";

const guide = readFileSync(join(ROOT, "docs/guides/telemetry.md"), "utf8");

/** What can send something: all that the provider, the constructs and the command are made of. */
const ROOMS = ["base", "cli", "constructs", "ehpc", "mirror", "notation", "plugin", "provider"];

/** Hosts of Alibaba Cloud, and addresses, that are in code and not in comments. */
function hostsOf(file: string): string[] {
  const code = readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  return [
    ...code.matchAll(/(?:[\w-]+\.)*(?:aliyun|aliyuncs|alibabacloud)\.com|(?<=https?:\/\/)[\d.]+\b/g),
  ].map(([host]) => host);
}

test("the page names every host that the code knows", () => {
  const files = ROOMS.flatMap((room) =>
    readdirSync(join(ROOT, "src", room), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => join(ROOT, "src", room, name)),
  );
  const hosts = new Set(files.flatMap(hostsOf).filter((host) => !/cn-hangzhou|^127\./.test(host)));
  expect(hosts.size).toBeGreaterThan(3);
  expect([...hosts].filter((host) => !guide.includes(host))).toEqual([]);
});
