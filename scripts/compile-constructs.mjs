import { join } from "node:path";
import ts from "typescript";
import { showCdktn } from "./cdktn-host.mjs";

/**
 * Compiles the constructs as tsconfig.build.json says, for CDKTF and for CDK Terrain. Nothing is written: what ends the build in the middle, a Ctrl-C
 * for example, finds nothing to tidy up.
 *
 * @param {string} root - of the repository
 * @returns {Promise<[name: string, { bytes: Buffer }][]>} the files of dist/, by their paths in it, with `/`
 * @throws {Error} when the code is wrong; what is wrong has been printed by then
 */
export async function compileConstructs(root) {
  const { options, fileNames, errors } = parseConfig(join(root, "tsconfig.build.json"));
  const host = ts.createCompilerHost(options);
  showCdktn(host, root);
  const program = ts.createProgram(fileNames, options, host);
  const files = [];
  const { diagnostics } = program.emit(undefined, (file, text) => {
    files.push([nameBelow(options.outDir, file), { bytes: Buffer.from(text, "utf8") }]);
  });
  const problems = ts.sortAndDeduplicateDiagnostics([
    ...errors,
    ...ts.getPreEmitDiagnostics(program),
    ...diagnostics,
  ]);
  if (problems.length > 0) {
    console.error(ts.formatDiagnosticsWithColorAndContext(problems, ts.createCompilerHost(options)));
    throw new Error("the constructs do not compile.");
  }
  return files;
}

function parseConfig(file) {
  const host = {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic({ messageText }) {
      throw new Error(ts.flattenDiagnosticMessageText(messageText, "\n"));
    },
  };
  return ts.getParsedCommandLineOfConfigFile(file, {}, host);
}

/** TypeScript writes paths with `/` on every system. */
function nameBelow(folder, file) {
  return file.slice(`${folder}/`.length);
}
