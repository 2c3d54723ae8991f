/** What the sources say of CDKTF, and what CDK Terrain has in its place. Names of environment variables are the same in both. */
const NAMES = [
  // Imports, also in the examples of doc comments.
  [/"cdktf"/g, '"cdktn"'],
  [/"cdktf-provider-ehpc"/g, '"cdktf-provider-ehpc/cdktn"'],
  // CDK Terrain has no prebuilt null provider, and its gates need none.
  [/^ \* (?:import \{ NullProvider \} from|new NullProvider\().*\n/gm, ""],
  // Prose.
  [/\bCDKTF\b/g, "CDK Terrain"],
  [/\bcdktf(?= (?:deploy|destroy|diff|synth)\b)/g, "cdktn"],
];

/**
 * The text of a construct for CDK Terrain.
 *
 * @param {string} text - the same construct for CDKTF, in TypeScript
 * @returns {string}
 */
exports.forCdktn = (text) => NAMES.reduce((made, [name, other]) => made.replace(name, other), text);
