/** A scenario that cannot be used. `message` is a sentence that begins with the place in the scenario. */
export class ScenarioError extends Error {
  override readonly name = "ScenarioError";
}

/** Checks the value at `path` in a scenario. Throws {@link ScenarioError} if the value is not allowed there. */
export type Check = (value: unknown, path: string) => void;

/** Any text. */
export const text: Check = (value, path) => demand(typeof value === "string", path, "must be a text");
/** A text that is not blank. */
export const filledText: Check = (value, path) =>
  demand(typeof value === "string" && value.trim() !== "", path, "must be a text that is not empty");
/** A time in seconds. */
export const seconds: Check = (value, path) =>
  demand(typeof value === "number" && value >= 0, path, "must be a number of seconds from 0");
/** The longest delay of a Node.js timer, in seconds. A longer one fires at once. */
const MAX_TIMER_SECONDS = 2_147_483;

/** A delay in seconds. */
export const timerSeconds: Check = (value, path) => {
  seconds(value, path);
  demand(Number(value) <= MAX_TIMER_SECONDS, path, `must be at most ${MAX_TIMER_SECONDS} seconds`);
};
/** True or false. */
export const flag: Check = (value, path) => demand(typeof value === "boolean", path, "must be true or false");
/** A number above 0. */
export const positive: Check = (value, path) =>
  demand(Number.isFinite(value) && Number(value) > 0, path, "must be a number above 0");
/** A part of a whole. */
export const share: Check = (value, path) =>
  demand(
    Number.isFinite(value) && Number(value) > 0 && Number(value) <= 1,
    path,
    "must be a number above 0 and up to 1",
  );
/** A whole number, whatever its sign. */
export const wholeNumber: Check = (value, path) =>
  demand(Number.isSafeInteger(value), path, "must be a whole number");
/** How often. */
export const count: Check = (value, path) =>
  demand(Number.isSafeInteger(value) && Number(value) >= 1, path, "must be a whole number from 1");
/** A time in milliseconds. */
export const milliseconds: Check = (value, path) =>
  demand(
    Number.isSafeInteger(value) && Number(value) >= 0,
    path,
    "must be a whole number of milliseconds from 0",
  );
/** The status of an error. */
export const httpStatus: Check = (value, path) =>
  demand(
    Number.isInteger(value) && Number(value) >= 400 && Number(value) <= 599,
    path,
    "must be an HTTP status from 400 to 599",
  );
/** An object with any members. */
export const anyObject: Check = (value, path) => void members(value, path);

/** An object with these members and no others. */
export function object(checks: Readonly<Record<string, Check>>, required: readonly string[] = []): Check {
  return (value, path) => {
    const given = members(value, path);
    for (const name of required) {
      demand(given.has(name), path, `has no ${name}`);
    }
    for (const [name, member] of given) {
      const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
      if (check === undefined) {
        throw new ScenarioError(
          `${path} has an unknown member ${JSON.stringify(name)}; known are ${Object.keys(checks).join(", ")}.`,
        );
      }
      check(member, `${path}.${name}`);
    }
  };
}

/** An object whose members have names of their own, such as clusters and jobs. */
export function recordOf(check: Check): Check {
  return (value, path) => {
    for (const [name, member] of members(value, path)) {
      check(member, `${path}[${JSON.stringify(name)}]`);
    }
  };
}

/** A list of such items. */
export function listOf(check: Check): Check {
  return (value, path) => {
    for (const [index, item] of items(value, path).entries()) {
      check(item, `${path}[${index}]`);
    }
  };
}

/** One of these texts. */
export function oneOf(values: readonly string[]): Check {
  return (value, path) =>
    demand(
      values.some((known) => known === value),
      path,
      `must be one of ${values.join(", ")}`,
    );
}

/** The members of an object. */
export function members(value: unknown, path: string): ReadonlyMap<string, unknown> {
  demand(typeof value === "object" && value !== null && !Array.isArray(value), path, "must be an object");
  // Only a program can pass an undefined member; it counts as absent.
  return new Map(Object.entries(value as object).filter(([, member]) => member !== undefined));
}

/** The items of a list. */
export function items(value: unknown, path: string): readonly unknown[] {
  demand(Array.isArray(value), path, "must be a list");
  return value as readonly unknown[];
}

/** Throws {@link ScenarioError} unless something holds. */
export function demand(holds: boolean, path: string, what: string): void {
  if (!holds) {
    throw new ScenarioError(`${path} ${what}.`);
  }
}
