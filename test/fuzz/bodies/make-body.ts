import type { Random } from "../random";
import { STATES } from "../states";

/** A JSON value that is to be written; an object may have a name twice. */
type Draft = null | boolean | string | Written | Draft[] | ObjectDraft;

/** A number, or anything else that is written as it is. */
class Written {
  constructor(readonly text: string) {}
}

class ObjectDraft {
  constructor(readonly members: [string, Draft][]) {}
}

/** Which operation answers. */
export type Operation = "GetJob" | "ListJobs" | "GetJobLog" | "CreateJob";

/** A body, and what is known of it. */
export interface MadeBody {
  readonly text: string;
  /** The job that is asked for, or that was submitted. */
  readonly asked: string;
  /** Whether nothing was changed: such a body has to be believed. */
  readonly pristine: boolean;
}

/** Secrets that a peer may echo. They have characters that encodings change. */
export const SECRETS = {
  accessKeySecret: "gQ7/Kx+secretOfTheFuzzer=9zW",
  securityToken: "CAIS+token/of'the(fuzzer)*!~2V",
} as const;

/** The ways in which a peer may write a secret. */
export const SECRET_FORMS: readonly string[] = Object.values(SECRETS).flatMap((secret) => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString("base64").replace(/=+$/, ""),
  secret.replaceAll("/", "\\/"),
]);

const IDS = ["1", "1.manager", "1.manager.local", "36_3", "36[3]", "36", "100", "100[7].server"];
const OTHER_IDS = [
  ...["2", "10", "1.other", "1.man", "36_1", "36[1].server", "36_[1-4]", "36[]", "36[].server", "", " ", "0"],
  ...[
    "11.manager",
    ".manager",
    "1.",
    "01",
    "1 ",
    "-1",
    "1;cluster",
    "１",
    "1\u0000",
    "1\u200b",
    "1.manager\u0007",
  ],
  ...["1.batch", "1.0", "36_3.extern", "36.interactive", "100.5", "1.0+1", "36_3.bat+"],
];

/** Jobs that were submitted, and the words with which schedulers accept them. */
const SUBMITTED: ReadonlyMap<string, string> = new Map([
  ["10", "Submitted batch job 10\\n"],
  ["11", "sbatch: warning: 3 nodes are down\nSubmitted batch job 11\n"],
  ["12", "12;cluster"],
  ["1.manager", "1.manager\n"],
  ["2[].manager", "2[].manager"],
  ["3", 'Your job-array 3.1-5:1 ("x") has been submitted'],
]);

const SUCCESSES: readonly Draft[] = [
  ...[true, true, false, null, "true", "TRUE", "True", "false", "False", "no", "", " ", "1", "0", " true "],
  ...[new Written("0"), new Written("1"), ["false"], ["true"], []],
  ...[new ObjectDraft([["value", false]]), new ObjectDraft([])],
];
const CODES: readonly Draft[] = [
  ...[
    null,
    "",
    " ",
    "0",
    "OK",
    "200",
    "Throttling.User",
    "JobNotFound",
    "InvalidParams",
    "AgentError",
    "ConflictOpt",
  ],
  ...["InvalidSecurityToken.Expired", "InternalError", false, new Written("0"), new Written("200"), []],
];

const TEXTS: readonly Draft[] = [
  ...[
    "",
    " ",
    "0",
    "-",
    "N/A",
    "None",
    "null",
    "Unknown",
    "[]",
    "{}",
    '{"a":1}',
    "\u001b[31mred",
    "a\nb",
    "\ud800",
  ],
  ...[
    "__proto__",
    "constructor",
    "1970-01-01T00:00:00",
    "2026-01-14T08:00:00",
    "\u202eCompleted",
    "9".repeat(40),
  ],
];
const NUMBERS = [
  "0",
  "-0",
  "1",
  "1.0",
  "1e3",
  "1E400",
  "-1",
  "9007199254740993",
  "0.1",
  "123456789012345678901234567890",
];

/** Makes a body for an operation: a good one, changed in some places or none. */
export function makeBody(random: Random, operation: Operation): MadeBody {
  const asked = random.pick(operation === "CreateJob" ? [...SUBMITTED.keys()] : IDS);
  const draft = answerOf(random, operation, asked);
  const changes = random.pick([0, 0, 1, 1, 1, 1, 2, 2, 3, 5]);
  for (let change = 0; change < changes; change += 1) {
    changeDraft(random, draft, asked);
  }
  const plain = changes === 0 && random.chance(0.5);
  const text = write(random, draft, plain ? 0 : random.pick([0, 0, 0.2, 1]));
  const isTornText = random.chance(0.2);
  return {
    text: isTornText ? tear(random, text) : text,
    asked,
    pristine: changes === 0 && !isTornText,
  };
}

/** Each answer has its own: two calls with the same would be one answer that came twice. */
function requestId(random: Random): string {
  const digits = random.bytes(16).toString("hex").toUpperCase();
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function answerOf(random: Random, operation: Operation, asked: string): ObjectDraft {
  const members: [string, Draft][] = [["RequestId", requestId(random)]];
  if (random.chance(0.7)) {
    members.push(["Success", true]);
  }
  if (random.chance(0.1)) {
    members.push(["Code", null], ["Message", null]);
  }
  if (operation === "GetJob") {
    members.push(["JobInfo", orText(random, jobInfo(random, asked))]);
  }
  if (operation === "GetJobLog") {
    const log = () => random.bytes(random.int(0, 60)).toString("base64");
    members.push(["JobId", asked], ["StdoutLog", log()], ["StderrLog", log()]);
    members.push(["StdoutLogSize", new Written("60")], ["StderrLogSize", new Written("60")]);
  }
  if (operation === "CreateJob") {
    members.push(["JobId", SUBMITTED.get(asked) ?? ""]);
  }
  if (operation === "ListJobs") {
    const jobs = Array.from({ length: random.int(0, 4) }, () => listEntry(random));
    members.push(
      ["Jobs", jobs],
      ["TotalCount", new Written(String(jobs.length))],
      ["PageNumber", new Written("1")],
    );
  }
  return new ObjectDraft(members);
}

function jobInfo(random: Random, asked: string): ObjectDraft {
  const members: [string, Draft][] = [
    ["JobId", asked],
    ["JobName", "train"],
    ["State", random.pick(STATES)],
    ["RunasUser", "alice"],
    ["CreateTime", "2026-01-14T08:00:00"],
    ["StartTime", "2026-01-14T08:01:00"],
    ["OutputLog", "/home/alice/out"],
    ["Priority", new Written("10")],
    ["Resources", new ObjectDraft([["Nodes", new Written("1")]])],
    ["Variables", '[{"Name":"A","Value":"b"}]'],
  ];
  return new ObjectDraft(
    members.filter(([name]) => name === "JobId" || name === "State" || random.chance(0.7)),
  );
}

function listEntry(random: Random): ObjectDraft {
  const spec = new ObjectDraft([
    ["Id", random.pick(IDS)],
    ["State", random.pick(STATES)],
    ["SubmitTime", new Written("1768377600")],
  ]);
  return new ObjectDraft([
    ["JobName", "train"],
    ["JobSpec", orText(random, spec)],
  ]);
}

/** The service writes an object as a text now and then. */
function orText(random: Random, draft: ObjectDraft): Draft {
  return random.chance(0.1) ? write(random, draft, 0) : draft;
}

function changeDraft(random: Random, draft: ObjectDraft, asked: string): void {
  const objects = objectsIn(draft);
  const object = random.chance(0.3) ? draft : random.pick(objects);
  const { members } = object;
  const at = random.int(0, Math.max(0, members.length - 1));
  const [name, value] = members[at] ?? ["Extra", null];
  switch (random.int(0, 11)) {
    case 0:
      members.splice(random.int(0, members.length), 0, [
        name,
        random.chance(0.5) ? value : anyValue(random, asked),
      ]);
      return;
    case 1:
      members.splice(random.int(0, members.length), 0, [cased(random, name), anyValue(random, asked)]);
      return;
    case 2:
      members.splice(at, 1);
      return;
    case 3:
      members[at] = [cased(random, name), value];
      return;
    case 4:
      members[at] = [name, anyValue(random, asked)];
      return;
    case 5:
      members[at] = [name, wrapped(random, value)];
      return;
    case 6:
      put(random, draft, "Success", random.pick(SUCCESSES));
      return;
    case 7:
      put(random, draft, "Code", random.pick(CODES));
      if (random.chance(0.7)) {
        put(random, draft, "Message", random.pick([...TEXTS, echo(random)]));
      }
      return;
    case 8:
      put(random, random.pick(objects), random.pick(["State", "state", "STATE"]), random.pick(STATES));
      return;
    case 9:
      put(
        random,
        random.pick(objects),
        random.pick(["JobId", "Id", "jobId"]),
        random.pick([...IDS, ...OTHER_IDS]),
      );
      return;
    case 10: {
      put(random, object, "ArrayJobId", random.pick([...IDS, "36[].server", "0", "036", "36;c", null]));
      put(random, object, "ArrayJobSubId", random.pick(["3", "1", "7", "0", "", "[3]", new Written("3")]));
      if (random.chance(0.3)) {
        put(random, object, "ArrayRequest", random.pick(["1-4", "all", "None", "", null]));
      }
      return;
    }
    default:
      put(
        random,
        object,
        random.pick(["RequestId", "Message", "Extra", "ExtraInfo", echo(random)]),
        large(random),
      );
  }
}

/** Changes a member, or adds it beside one of its name. */
function put(random: Random, { members }: ObjectDraft, name: string, value: Draft): void {
  const at = members.findIndex(([other]) => other === name);
  if (at !== -1 && random.chance(0.8)) {
    members[at] = [name, value];
  } else {
    members.splice(random.int(0, members.length), 0, [name, value]);
  }
}

function anyValue(random: Random, asked: string): Draft {
  return random.pick<() => Draft>([
    () => null,
    () => random.chance(0.5),
    () => new Written(random.pick(NUMBERS)),
    () => random.pick(TEXTS),
    () => random.pick(STATES),
    () => asked,
    () => echo(random),
    () => [],
    () => [random.pick(TEXTS), new Written(random.pick(NUMBERS))],
    () => new ObjectDraft([]),
    () => new ObjectDraft([["value", random.pick(STATES)]]),
    () => large(random),
  ])();
}

function echo(random: Random): string {
  return `${random.pick(["", "Signature=", "key ", '"'])}${random.pick(SECRET_FORMS)}${random.pick(["", ".", '"'])}`;
}

function wrapped(random: Random, value: Draft): Draft {
  return random.pick<() => Draft>([
    () => [value],
    () => new ObjectDraft([["value", value]]),
    () => write(random, value, 0),
    () => write(random, write(random, value, 0), 0),
    () => (typeof value === "string" && /^\d+$/.test(value) ? new Written(value) : value),
  ])();
}

/** Long, deep or wide; mostly a little, seldom very. */
function large(random: Random): Draft {
  const size = random.pick([10, 100, 100, 127, 128, 129, 500, random.chance(0.05) ? 100_000 : 1_000]);
  return random.pick<() => Draft>([
    () => random.pick(["x", "\\", '"', "\u001b[", "é", "Completed ", "\u2028", "job "]).repeat(size),
    () => new Written("[".repeat(size) + "]".repeat(size)),
    () => new Written(`${'{"a":'.repeat(size)}1${"}".repeat(size)}`),
    () => Array.from({ length: Math.min(size, 2_000) }, () => null),
    () => new ObjectDraft(Array.from({ length: Math.min(size, 2_000) }, (_, index) => [`k${index}`, null])),
    () => new Written("9".repeat(size)),
    () => new Written(`1e${"9".repeat(Math.min(size, 1_000))}`),
  ])();
}

function cased(random: Random, name: string): string {
  return random.pick([
    name.toLowerCase(),
    name.toUpperCase(),
    `${name.charAt(0).toLowerCase()}${name.slice(1)}`,
    `${name} `,
    name.replace("s", "ſ").replace("K", "\u212a"),
  ]);
}

function objectsIn(draft: Draft): ObjectDraft[] {
  if (draft instanceof ObjectDraft) {
    return [draft, ...draft.members.flatMap(([, value]) => objectsIn(value))];
  }
  return Array.isArray(draft) ? draft.flatMap(objectsIn) : [];
}

/** @param freedom how often a text is written otherwise than usual: blanks, escapes. */
function write(random: Random, draft: Draft, freedom: number): string {
  const gap = () => (freedom > 0 && random.chance(freedom) ? random.pick([" ", "\n", "\t", "\r\n", ""]) : "");
  const string = (text: string) => {
    if (freedom === 0 || text.length > 200 || !random.chance(freedom)) {
      return JSON.stringify(text);
    }
    // By UTF-16 units, of which each may be written as an escape.
    const units = text.split("").map((unit) => {
      if (random.chance(0.2)) {
        return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
      }
      return unit === "/" && random.chance(0.5) ? "\\/" : JSON.stringify(unit).slice(1, -1);
    });
    return `"${units.join("")}"`;
  };
  const value = (one: Draft): string => {
    if (one instanceof Written) {
      return one.text;
    }
    if (typeof one === "string") {
      return string(one);
    }
    if (Array.isArray(one)) {
      return `[${gap()}${one.map(value).join(`,${gap()}`)}${gap()}]`;
    }
    if (one instanceof ObjectDraft) {
      const members = one.members.map(([name, member]) => `${string(name)}${gap()}:${gap()}${value(member)}`);
      return `{${gap()}${members.join(`${gap()},${gap()}`)}${gap()}}`;
    }
    return String(one);
  };
  return `${gap()}${value(draft)}${gap()}`;
}

/** Changes the text itself. */
function tear(random: Random, text: string): string {
  const at = random.int(0, text.length);
  const to = Math.min(text.length, at + random.int(1, 20));
  switch (random.int(0, 9)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(at);
    case 2:
      return text.slice(0, at) + text.slice(to);
    case 3:
      return text.slice(0, to) + text.slice(at);
    case 4:
      return (
        text.slice(0, at) +
        random.pick(['"', "{", "}", ",", ":", "\\", "\n", "\u0000", "0", "\ufffd"]) +
        text.slice(at)
      );
    case 5:
      return text + random.pick(["}", " ", "junk", text, "\u0000", "<!-- -->", "\r\n0\r\n"]);
    case 6:
      return random.pick(["\ufeff", ")]}',\n", "junk", "\u00a0", "/**/", "HTTP/1.1 200 OK\r\n\r\n"]) + text;
    case 7:
      return random.pick([
        "",
        "null",
        "[]",
        "{}",
        "true",
        '"Completed"',
        "<html><body>Completed</body></html>",
        "\ufeff",
      ]);
    case 8:
      return `<?xml version="1.0"?><Error><Code>${random.pick(["Throttling", "JobNotFound", "x"])}</Code><Message>${echo(random)}</Message><RequestId>${echo(random)}</RequestId></Error>`;
    default:
      return `[${text}]`;
  }
}
