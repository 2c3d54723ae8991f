import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { readScenario, ScenarioError } from "./read-scenario";
import type { Scenario, ScenarioCluster, ScenarioJob } from "./scenario";

/**
 * Reads a scenario file and the response files that it names. Throws {@link ScenarioError}; its message begins with the
 * name of the file.
 */
export function loadScenario(file: string): Scenario {
  try {
    const scenario = readScenario(parse(read(file)));
    return {
      ...scenario,
      clusters: mapValues(scenario.clusters, (cluster) => withResponses(cluster, dirname(file))),
    };
  } catch (error) {
    if (error instanceof ScenarioError) {
      throw new ScenarioError(`${file}: ${error.message}`);
    }
    throw error;
  }
}

function withResponses(cluster: ScenarioCluster, folder: string): ScenarioCluster {
  if (cluster.jobs === undefined) {
    return cluster;
  }
  return {
    ...cluster,
    jobs: mapValues(cluster.jobs, (job): ScenarioJob => {
      const { responseFile, ...rest } = job;
      return responseFile === undefined ? job : { ...rest, response: read(resolve(folder, responseFile)) };
    }),
  };
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new ScenarioError(`the file ${file} cannot be read (${error}).`);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new ScenarioError(`this is not JSON (${error}).`);
  }
}

function mapValues<T>(record: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
