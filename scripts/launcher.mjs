import { oldestNode } from "./prepare.mjs";

/** Name of the script that is preloaded before what NODE_OPTIONS preload: src/plugin/process/preload-watch.ts. */
export const PRELOAD_WATCH = "preload-watch.cjs";

const [MAJOR, MINOR] = oldestNode();
const NEEDS = `This provider needs Node.js ${MAJOR}.${MINOR} or newer`;

/**
 * The executable that Terraform starts, a script for `sh` and for Node.js at once: what is a comment for Node.js is
 * read by `sh`, which becomes Node.js and so keeps its process id, its parent and its signals. `sh` takes no longer
 * than `env`, without which no script finds `node` on PATH either.
 *
 * Terraform shows the first line on stdout when a provider does not start, and hides stderr. Hence:
 *
 * - without `node`, or with one that refuses NODE_OPTIONS, a line on stdout says so;
 * - with NODE_OPTIONS, what they preload prints to stderr, which Terraform puts into its log. The provider finds
 *   Terraform's pipe at the descriptor in PROVIDER_STDOUT (src/plugin/process/terraform-stdout.ts);
 * - a Node.js that is too old says so. For its sake the part for Node.js is in ECMAScript 5.
 *
 * Node.js 20 reads and parses the file of NODE_EXTRA_CA_CERTS at each start, though one process in three makes a
 * connection. So its name goes to PROVIDER_NODE_EXTRA_CA_CERTS, where that process finds it
 * (src/ehpc/http/network/trusted-certificates.ts); unless NODE_OPTIONS say whom Node.js trusts, or preload modules, which
 * may make connections of their own.
 *
 * @returns {string}
 */
export function launcher() {
  return `#!/bin/sh
":" /*
fail() { printf '%s\\n' "$1"; exit 1; }
command -v node >/dev/null || fail "${NEEDS}; there is no node on PATH."
unset PROVIDER_STDOUT PROVIDER_NODE_EXTRA_CA_CERTS
case \${NODE_OPTIONS-} in
  *-ca*|*-r*|*-import*|*-loader*|*-config*) ;;
  *)
    [ -z "\${NODE_EXTRA_CA_CERTS-}" ] || export PROVIDER_NODE_EXTRA_CA_CERTS="$NODE_EXTRA_CA_CERTS"
    unset NODE_EXTRA_CA_CERTS ;;
esac
[ -n "\${NODE_OPTIONS-}" ] || exec node "$0" "$@"

said=$(node --version 2>&1) || fail "Node.js refuses NODE_OPTIONS as set in this environment; run Terraform without them: $said"
case $0 in
  *[\\"\\\\]*) ;;
  /*) NODE_OPTIONS="--require \\"\${0%/*}/${PRELOAD_WATCH}\\" $NODE_OPTIONS" ;;
  *) NODE_OPTIONS="--require \\"./\${0%/*}/${PRELOAD_WATCH}\\" $NODE_OPTIONS" ;;
esac
export PROVIDER_STDOUT=3
exec node "$0" "$@" 3>&1 1>&2
*/
"use strict";
var version = process.versions.node.split(".");
if (version[0] > ${MAJOR} || (version[0] == ${MAJOR} && version[1] >= ${MINOR})) {
  require("./start.cjs");
} else {
  var stdout = process.env.PROVIDER_STDOUT || 1;
  delete process.env.PROVIDER_STDOUT;
  require("fs").writeSync(+stdout, "${NEEDS}; the node on PATH is " + process.version + ".\\n");
  process.exit(1);
}
`;
}
