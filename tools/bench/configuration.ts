import { PROVIDER_ADDRESS } from "../../src/provider/address";

/** The cluster of the bench. */
export const CLUSTER = "ehpc-hz-FYUr32abcd";

/** A configuration with no provider at all. */
export function emptyConfiguration(): Record<string, string> {
  return { "main.tf": 'output "nothing" { value = "nothing" }\n' };
}

/** So many lookups of as many jobs, one block for each, as CDKTF writes them. */
export function ehpcLookups(count: number): Record<string, string> {
  return lookups("ehpc", PROVIDER_ADDRESS, count, (index) => [
    `data "ehpc_job" "job_${index}" {`,
    `  cluster_id = "${CLUSTER}"`,
    `  job_id     = "${index}.manager"`,
    "}",
  ]);
}

/** The same by hashicorp/http: a GET whose answer is the same body. */
export function httpLookups(count: number, endpoint: string): Record<string, string> {
  return lookups("http", "hashicorp/http", count, (index) => [
    `data "http" "job_${index}" {`,
    `  url = "${endpoint}/?ClusterId=${CLUSTER}&JobId=${index}.manager"`,
    "}",
  ]);
}

/** The same by hashicorp/external: a script of Node.js that asks, one process for each lookup. */
export function externalLookups(count: number, endpoint: string): Record<string, string> {
  const blocks = lookups("external", "hashicorp/external", count, (index) => [
    `data "external" "job_${index}" {`,
    '  program = ["node", "query.cjs"]',
    `  query   = { url = "${endpoint}/?ClusterId=${CLUSTER}&JobId=${index}.manager" }`,
    "}",
  ]);
  return { ...blocks, "query.cjs": QUERY };
}

const QUERY = `const { url } = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
require("node:http").get(url, (answer) => {
  let body = "";
  answer.on("data", (chunk) => { body += chunk; });
  answer.on("end", () => console.log(JSON.stringify({ state: JSON.parse(body).JobInfo.State })));
});
`;

/** So many waits for as many jobs, in one block. */
export function ehpcWaits(count: number): Record<string, string> {
  const block = [
    'resource "ehpc_job_completion" "job" {',
    `  count      = ${count}`,
    `  cluster_id = "${CLUSTER}"`,
    `  job_id     = "\${count.index}.manager"`,
    "}",
  ];
  return { "main.tf": [requirement("ehpc", PROVIDER_ADDRESS), ...block, ""].join("\n") };
}

/** One wait for as many jobs. */
export function waitForAll(count: number): Record<string, string> {
  // Terraform's range() has at most 1,024 items.
  const jobIds = Array.from({ length: count }, (_, index) => `${index}.manager`);
  const block = [
    'resource "ehpc_jobs_completion" "all" {',
    `  cluster_id = "${CLUSTER}"`,
    `  job_ids    = ${JSON.stringify(jobIds)}`,
    "}",
  ];
  return { "main.tf": [requirement("ehpc", PROVIDER_ADDRESS), ...block, ""].join("\n") };
}

function lookups(
  name: string,
  source: string,
  count: number,
  block: (index: number) => string[],
): Record<string, string> {
  const blocks = Array.from({ length: count }, (_, index) => block(index).join("\n"));
  return { "main.tf": [requirement(name, source), ...blocks, ""].join("\n") };
}

function requirement(name: string, source: string): string {
  return `terraform {
  required_providers {
    ${name} = { source = "${source}" }
  }
}`;
}
