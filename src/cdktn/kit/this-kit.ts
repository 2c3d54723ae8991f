/**
 * The kit that these constructs are for: its name in prose, the npm package of its classes, by whose name these also call
 * themselves, what a program imports to have the constructs for it, and the command that installs it.
 */
export const THIS_KIT = {
  name: "CDK Terrain",
  library: "cdktn",
  entry: "cdktf-provider-ehpc/cdktn",
  install: "npm install cdktn constructs",
};

/** The kit whose constructs are taken for these. */
export const OTHER_KIT = {
  name: "CDKTF",
  library: "cdktf",
  entry: "cdktf-provider-ehpc",
  install: "npm install cdktf@^0.21 constructs @cdktf/provider-null@^11",
};

/** Loads what the constructs stand on. The names are written out for bundlers. */
export function loadKit(): void {
  require("constructs");
  require("cdktn");
}
