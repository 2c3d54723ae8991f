import { parse } from "yaml";
import { example } from "./examples";

/** A job, stage or step of a recipe. */
export interface PipelineJob {
  readonly name: string;
  /** The program that the system gives each script to, behind `-c`. */
  readonly shell: readonly [program: string, ...options: string[]];
  readonly scripts: readonly string[];
}

/** A pipeline of examples/pipelines, as its system would run it. */
export interface Recipe {
  readonly system: string;
  readonly file: string;
  /** The variables that it sets, for job 1.manager. */
  readonly env: Readonly<Record<string, string>>;
  /** In the order in which they run. */
  readonly jobs: readonly PipelineJob[];
  /** Whether they run on one machine. */
  readonly oneMachine: boolean;
}

/** How the systems write the parameter with the ID of the job. */
const JOB_ID = /\$\{\{ inputs\.job_id \}\}|\$\{params\.JOB_ID\}|\{\{workflow\.parameters\.job-id\}\}/;

/** Every recipe. */
export function pipelineRecipes(): readonly Recipe[] {
  return [
    gitHub("github-actions.yml"),
    gitLab("gitlab-ci.yml"),
    jenkins("Jenkinsfile"),
    argo("argo-workflow.yml"),
  ];
}

function text(file: string): string {
  return example(`pipelines/${file}`);
}

function withJobId(env: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => [name, value.replace(JOB_ID, "1.manager")]),
  );
}

interface GitHubWorkflow {
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>;
}

function gitHub(file: string): Recipe {
  const { env, jobs }: GitHubWorkflow = parse(text(file));
  return {
    system: "GitHub",
    file,
    env: withJobId(env),
    oneMachine: false,
    jobs: Object.entries(jobs).map(([name, { steps }]) => ({
      name,
      shell: ["bash", "-e"],
      scripts: steps.flatMap(({ run }) => run ?? []),
    })),
  };
}

interface GitLabPipeline {
  readonly stages: readonly string[];
  readonly variables: Readonly<Record<string, string | { readonly value: string }>>;
  readonly [job: string]: unknown;
}

function gitLab(file: string): Recipe {
  const { stages, variables, ...others }: GitLabPipeline = parse(text(file));
  return {
    system: "GitLab",
    file,
    env: Object.fromEntries(
      Object.entries(variables).map(([name, given]) => [
        name,
        typeof given === "string" ? given : given.value,
      ]),
    ),
    oneMachine: false,
    // Each stage has one job, of its name.
    jobs: stages.map((name) => ({
      name,
      shell: ["bash", "-e", "-o", "pipefail"],
      scripts: [(others[name] as { script: string[] }).script.join("\n")],
    })),
  };
}

function jenkins(file: string): Recipe {
  const [head = "", ...stages] = text(file).split(/^ {4}stage\(/m);
  const env = Object.fromEntries(
    [...head.matchAll(/^ {4}(\w+) = ['"](.*)['"]$/gm)].map(([, name = "", value = ""]) => [name, value]),
  );
  return {
    system: "Jenkins",
    file,
    env: withJobId(env),
    oneMachine: true,
    jobs: stages.map((stage) => ({
      name: (/^'(\w+)'/.exec(stage)?.[1] ?? "").toLowerCase(),
      shell: ["sh", "-x", "-e"],
      scripts: [...stage.matchAll(/^ +sh '(.*)'$/gm)].map(([, script = ""]) => script),
    })),
  };
}

interface ArgoParameters {
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
}

interface ArgoTemplate {
  readonly name: string;
  readonly steps?: readonly (readonly [{ readonly name: string; readonly arguments?: ArgoParameters }])[];
  readonly script?: { readonly env: readonly { readonly name: string; readonly value: string }[] };
}

function argo(file: string): Recipe {
  const { spec }: { spec: { templates: readonly ArgoTemplate[] } } = parse(text(file));
  const env = spec.templates.flatMap(({ script }) => script?.env ?? []);
  const steps = spec.templates.flatMap(({ steps = [] }) => steps.map(([step]) => step));
  return {
    system: "Argo",
    file,
    env: withJobId(Object.fromEntries(env.map(({ name, value }) => [name, value]))),
    oneMachine: false,
    jobs: steps.flatMap(({ name, arguments: given }) =>
      given === undefined
        ? []
        : [{ name, shell: ["sh", "-eu"] as const, scripts: given.parameters.map(({ value }) => value) }],
    ),
  };
}
