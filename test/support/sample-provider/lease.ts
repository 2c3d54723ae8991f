import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
import { DiagnosticError } from "../../../src/plugin/author/diagnostic";
import { ephemeralResource } from "../../../src/plugin/author/ephemeral-resource";
import {
  bool,
  computed,
  dynamic,
  mapOf,
  number,
  optional,
  optionalComputed,
  refine,
  required,
  setOf,
  string,
} from "../../../src/plugin/schema/attribute";
import type { Folder } from "./folder";

const short = refine(string, (text) => (text.length <= 8 ? undefined : "must have at most 8 characters."));

interface Held {
  readonly name: string;
  readonly renewed: number;
}

const soon = () => new Date(Date.now() + 200);

const refusal = (verb: string) => ({
  summary: `Cannot ${verb}`,
  detail: `The test asked that "${verb}" fails.`,
});

/** Something that is opened, renewed and closed; each of it is a line in the file `leases`. */
export const lease = ephemeralResource<Folder, Held>()({
  description: "A lease, which is a token.",
  attributes: {
    name: required(short, "Name."),
    color: optionalComputed(string, "Any color; gray if not given."),
    amount: optional(number, "Any amount."),
    labels: optional(setOf(string), "Without order."),
    tags: optional(mapOf(string), "Texts."),
    anything: optional(dynamic, "Anything."),
    renewed: optional(bool, "Whether it is renewed again and again."),
    fail: optional(string, "When to fail: `open`, `half-open`, `never`, `renew` or `close`."),
    token: computed(string, "The token.", { sensitive: true }),
  },
  async open({ config, client, hold, warn }) {
    const { name, fail } = config;
    if (fail === "open") {
      throw new DiagnosticError({ ...refusal("open"), path: ["fail"] });
    }
    const token = randomUUID();
    log(client, `open ${name} ${token}`);
    hold({ name: fail === "close" ? "!" : name, renewed: 0 }, config.renewed ? soon() : undefined);
    if (fail === "half-open") {
      throw new DiagnosticError(refusal("finish"));
    }
    if (fail === "never") {
      await new Promise(() => {});
    }
    if (name === "odd") {
      warn({ summary: "Odd Name", detail: "It is odd.", path: ["name"] });
    }
    // An answer for an argument: the configuration comes first.
    return { token, color: "gray" };
  },
  async renew({ data, client, hold }) {
    const renewed = data.renewed + 1;
    log(client, `renew ${data.name} ${renewed}`);
    hold({ ...data, renewed }, soon());
  },
  async close({ data, client }) {
    if (data.name === "!") {
      throw new DiagnosticError(refusal("close"));
    }
    log(client, `close ${data.name} ${data.renewed}`);
  },
});

function log(folder: Folder, line: string): void {
  appendFileSync(folder.file("leases"), `${line}\n`);
}
