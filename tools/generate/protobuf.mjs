// TypeScript for src/plugin/protocol/*.proto: buf compiles the files, ts-proto prints the codecs.
// Both come from npm and work offline. No service stubs: the RPC table is src/plugin/rpc/methods.ts.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const require = createRequire(import.meta.url);
const out = path.join(root, "src/plugin/protocol/generated");

const template = {
  version: "v2",
  plugins: [
    {
      local: require.resolve("ts-proto/protoc-gen-ts_proto"),
      out,
      opt: [
        "esModuleInterop=true",
        "outputServices=none",
        "outputJsonMethods=false",
        "outputPartialMethods=false",
        "outputTypeRegistry=false",
        "exportCommonSymbols=false",
        "forceLong=number",
        "useExactTypes=false",
        "oneof=unions",
        "unrecognizedEnum=false",
        // The versions of the generators would make the file differ without a difference.
        "annotateFilesWithVersion=false",
      ],
    },
  ],
};

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const templateFile = path.join(tmpdir(), `buf-${process.pid}.json`);
writeFileSync(templateFile, JSON.stringify(template));
try {
  execFileSync(
    require.resolve("@bufbuild/buf/bin/buf"),
    ["generate", "--template", templateFile, "src/plugin/protocol"],
    {
      cwd: root,
      stdio: "inherit",
    },
  );
} finally {
  rmSync(templateFile);
}
