const EXAMPLE = 'an example is "1.manager"';

/** What commands print that submit a job, with the ID in it: Slurm's, Grid Engine's, LSF's. */
const SUBMITTED: readonly RegExp[] = [
  /^Submitted batch job (\d+)\b/,
  /^Your job(?:-array)? (\d+)\b/,
  /^Job <(\d+)> is submitted\b/,
];

/** An ID that people have at hand and that is none: its form, and what to say of it. */
type Mistake = readonly [form: RegExp, tell: (...groups: string[]) => string];

const MISTAKES: readonly Mistake[] = [
  [
    /^(\d[^;]*);/,
    (id) =>
      `must end before the semicolon: in a federation, sbatch --parsable prints the cluster after it. ${give(id)}`,
  ],
  [
    /^[^\s\d:][^:]*:(\d.*)$/,
    (id) => `must not begin with the cluster, which is a separate argument. ${give(id)}`,
  ],
  [/^["'<`](.*)["'>`]$/, (id) => `must not be in quotes or brackets. ${give(id)}`],
  [/^(\d+)_\[?([\d,:%*-]*[,:%*-].*)$/, (array, tasks) => manyTasks(array, `${array}_${firstOf(tasks)}`)],
  [
    /^(\d+)_\[(\d+)\]?$/,
    (array, index) => `must name its task without brackets. ${give(`${array}_${index}`)}`,
  ],
  [
    /^(\d+)\[([\d,:%*-]*[,:%*-][^\]]*)\]?(.*)$/,
    (array, tasks, server) => manyTasks(`${array}[]${server}`, `${array}[${firstOf(tasks)}]${server}`),
  ],
  [/^(\d+)(?:_\[?\]?|\[\d*)$/, (array) => `ends before the index of a task. ${give(array)}`],
  [
    /^(\d+)\+0$/,
    (leader) => `must be the job ID of the component, because the job is heterogeneous. ${give(leader)}`,
  ],
  [
    /^(\d+\+\d+)$/,
    (component) =>
      `must be the job ID of the component, because the job is heterogeneous. Use the JobId that "scontrol show job ${component}" prints.`,
  ],
  [/\+$/, () => 'is truncated: the "+" at its end marks missing characters. Use a wider column.'],
  [
    /^(\d[^.]*)\.(?:batch|extern|interactive|\d+)$/,
    (id) => `must be the ID of a job, not of a step. ${give(id)}`,
  ],
  [/,/, () => "must be one ID. Read each job separately."],
  [/^(?:\$|%[a-zA-Z])/, () => `must be the ID itself, not a variable or a placeholder; ${EXAMPLE}.`],
];

/**
 * What is wrong with a text that is to be a job's ID: the rest of a sentence that begins with its name, such as "must not
 * be empty.", and the way out. `undefined` for whatever may be an ID.
 *
 * An ID is what the scheduler calls a job, a task of an array (`36_3`, `1[3].manager`), or an array as a whole (`36`,
 * `1[].manager`). What else schedulers and their commands print is refused: several tasks at a time, components, steps,
 * and sentences with an ID in them.
 */
export function jobIdProblem(text: string): string | undefined {
  if (text.trim() === "") return "must not be empty.";
  if (/\s/.test(text))
    return `must not contain spaces or line breaks; ${EXAMPLE}. ${cureOfBlanks(text.trim())}`;
  if (/[\p{Cc}\p{Cf}]/u.test(text)) return `must not contain control or invisible characters; ${EXAMPLE}.`;
  for (const [form, tell] of MISTAKES) {
    const match = form.exec(text);
    if (match !== null) return tell(...match.slice(1));
  }
  return undefined;
}

function cureOfBlanks(text: string): string {
  for (const form of SUBMITTED) {
    const [, id] = form.exec(text) ?? [];
    if (id !== undefined) return give(id);
  }
  return "If it comes from a file or a command, extract the ID, for example with trimspace().";
}

function manyTasks(array = "", task = ""): string {
  const cure =
    jobIdProblem(array) === undefined
      ? `"${array}" for the whole array, or the ID of one task, such as "${task}"`
      : "the ID of one task";
  return `must identify one job, but names several tasks. Use ${cure}.`;
}

function firstOf(tasks = ""): string {
  return /\d+/.exec(tasks)?.[0] ?? "1";
}

/** Names the ID that is in the text, unless that is none either. */
function give(id = ""): string {
  const problem = jobIdProblem(id);
  return problem === undefined ? `Use "${id}".` : `The rest ${problem}`;
}
