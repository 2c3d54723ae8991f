/** What the submit commands of Slurm, Grid Engine and LSF print, with the ID in it. */
const SENTENCES: readonly RegExp[] = [
  /^Submitted batch job (\d+)(?: on cluster \S+)?$/,
  /^Your job(?:-array)? (\d+)(?:\.\d+-\d+:\d+)? \(".*"\) has been submitted$/,
  /^Job <(\d+)> is submitted to (?:default )?queue <[^<>]*>\.?$/,
];

/** What others print is the ID alone: `sbatch --parsable`, in a federation with the cluster behind it, and `qsub` of PBS. */
const IDS: readonly RegExp[] = [
  /^(\d+)(?:;\S+)?$/,
  /^(\d+(?:\[\])?\.[A-Za-z][\w-]*(?:\.[A-Za-z0-9][\w-]*)*)$/,
  /^(\d+\[\])$/,
];

/**
 * The ID of a job in the words with which a scheduler accepted it: `10` in `Submitted batch job 10`, `1.manager`, and `3` in
 * `Your job-array 3.1-5:1 ("x") has been submitted`. Line breaks may be escaped. Further lines, such as warnings, do
 * not matter.
 *
 * @returns `undefined` for words that name no job, or several
 */
export function submittedJobId(words: string): string | undefined {
  const lines = words
    .replace(/^\s*"([^"]*)"\s*$/s, "$1")
    .split(/(?:[\r\n]|\\r|\\n)+/)
    .map((line) => line.trim());
  for (const forms of [SENTENCES, IDS]) {
    const ids = new Set(lines.flatMap((line) => idIn(line, forms) ?? []));
    if (ids.size > 0) {
      const [id] = ids;
      return ids.size === 1 ? id : undefined;
    }
  }
  return undefined;
}

function idIn(line: string, forms: readonly RegExp[]): string | undefined {
  for (const form of forms) {
    const [, id] = form.exec(line) ?? [];
    if (id !== undefined) {
      return id;
    }
  }
  return undefined;
}
