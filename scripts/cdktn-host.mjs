import { join } from "node:path";
import names from "./for-cdktn.cjs";

/**
 * Shows a compiler the constructs for CDK Terrain, as if they were files. `src/cdktn` holds what is different there. A file
 * that it lacks is made from the one of the same name in `src/constructs`, and `src/cdktn.ts` from `src/index.ts`.
 *
 * @param {import("typescript").CompilerHost} host - reads files from the disk; afterwards it also knows these
 * @param {string} root - of the repository
 */
export function showCdktn(host, root) {
  const { fileExists, directoryExists, readFile } = host;
  const src = `${join(root, "src").replaceAll("\\", "/")}/`;

  /** The path of a file or folder of CDK Terrain, from `src` on, and of what it is made from. */
  const counterpart = (name) => {
    const path = name.replaceAll("\\", "/");
    const [, rest] = (path.startsWith(src) && /^cdktn(\.ts$|$|\/.*)/.exec(path.slice(src.length))) || [];
    if (rest === undefined) {
      return undefined;
    }
    return rest === ".ts" ? `${src}index.ts` : `${src}constructs${rest}`;
  };
  const madeFrom = (name) => {
    const source = counterpart(name);
    return source !== undefined && !fileExists(name) && fileExists(source) ? source : undefined;
  };

  host.fileExists = (name) => fileExists(name) || madeFrom(name) !== undefined;
  host.directoryExists = (name) => directoryExists(name) || directoryExists(counterpart(name) ?? name);
  host.readFile = (name) => {
    const source = madeFrom(name);
    if (source === undefined) {
      return readFile(name);
    }
    const text = names.forCdktn(readFile(source) ?? "");
    return source.endsWith("/src/index.ts") ? text.replaceAll('"./constructs/', '"./cdktn/') : text;
  };
}
