const EXAMPLE = 'an example is "1.manager"';

/**
 * A step of a job, as Slurm's accounting lists it beside the job: `1.batch`, `36_1.extern`, `1+0.0`, `1.0+1`, and what
 * narrow columns leave of them, `1.bat+`. No server of PBS has such a name.
 */
const STEP = /^(\d[^.]*)\.(?:batch|extern|interactive|\d+|[^.]*\+.*)$/;

/** The output of the submit commands of Slurm, Grid Engine and LSF, with the ID in it. */
const SUBMITTED: readonly RegExp[] = [
  /^Submitted batch job (\d+)\b/,
  /^Your job(?:-array)? (\d+)\b/,
  /^Job <(\d+)> is submitted\b/,
];

/** A common mistake in a job ID: its form, and the message. */
type Mistake = readonly [form: RegExp, message: (...groups: string[]) => string];

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
  [STEP, (id) => `must be the ID of a job, not of a step. ${give(id)}`],
  [/,/, () => "must be one ID. Read each job separately."],
  [/^(?:\$|%[a-zA-Z])/, () => `must be the ID itself, not a variable or a placeholder; ${EXAMPLE}.`],
];

/**
 * The problem of a job ID and its cure, or `undefined`: the rest of a sentence that begins with the name of the argument,
 * such as "must not be empty.".
 *
 * An ID is the scheduler's name for a job, a task of an array (`36_3`, `1[3].manager`), or a whole array (`36`,
 * `1[].manager`). Other output of schedulers and their commands is refused: several tasks, components, steps, and
 * sentences that contain an ID.
 */
export function jobIdProblem(text: string): string | undefined {
  if (text.trim() === "") {
    return "must not be empty.";
  }
  if (/\s/.test(text)) {
    return `must not contain spaces or line breaks; ${EXAMPLE}. ${cureOfBlanks(text.trim())}`;
  }
  if (/[\p{Cc}\p{Cf}]/u.test(text)) {
    return `must not contain control or invisible characters; ${EXAMPLE}.`;
  }
  for (const [form, message] of MISTAKES) {
    const match = form.exec(text);
    if (match !== null) {
      return message(...match.slice(1));
    }
  }
  return undefined;
}

/** Whether an ID is the ID of a step, which is another thing than its job: it ends otherwise, and earlier. */
export function isStepId(id: string): boolean {
  return STEP.test(id.trim());
}

function cureOfBlanks(text: string): string {
  for (const form of SUBMITTED) {
    const [, id] = form.exec(text) ?? [];
    if (id !== undefined) {
      return give(id);
    }
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

/** Suggests the ID in the text, unless it is invalid too. */
function give(id = ""): string {
  const problem = jobIdProblem(id);
  return problem === undefined ? `Use "${id}".` : `The rest ${problem}`;
}
